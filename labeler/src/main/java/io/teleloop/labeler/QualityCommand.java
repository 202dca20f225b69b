package io.teleloop.labeler;

import io.teleloop.archive.Archive;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.labeler.learned.Examples;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// Tells how good episodes are to learn from.
@Command(name = "quality", description = "tell how good a task's episodes are to learn from, each and together")
final class QualityCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    @SuppressWarnings("UnusedVariable") // picocli's own: it prints the text.
    private boolean help;

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "of the episodes")
    private String task = "";

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "only success or failure (default: both)")
    private String outcome = "";

    @Option(names = "--operator", paramLabel = "NAME", description = "only what this person did (default: all)")
    private String operator = "";

    @Option(names = "--random-return", paramLabel = "NUMBER", description = "of a random policy (default: 0)")
    private double randomReturn;

    @Option(names = "--best-return", paramLabel = "NUMBER", description = "of the best policy (default: 1)")
    private double bestReturn = 1;

    @Override
    public Integer call() throws Exception {
        LabelerConfig config = LabelerConfig.from(Settings.load("labeler"));
        try (ObjectStore store = ObjectStore.open(config.store())) {
            Archive archive = new Archive(store);
            new QualityReport(archive, System.out)
                    .print(
                            Examples.of(archive, task),
                            example -> (outcome.isEmpty() || outcome.equals(LabelNames.SUCCESS) == example.succeeded())
                                    && (operator.isEmpty() || operator.equals(example.operatorId())),
                            new QualityReport.Scale(randomReturn, bestReturn));
        }
        return ExitCode.OK;
    }
}
