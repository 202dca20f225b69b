package io.teleloop.labeler;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.work.Announcer;
import io.teleloop.labeler.work.BackFill;
import io.teleloop.labeler.work.EpisodeLabeling;
import io.teleloop.labeler.work.LabelingMetrics;
import io.teleloop.service.ProgressBar;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// Labels what is in the store already, then ends.
@Command(name = "label", description = "label the episodes that are in the store already; what was said before stays")
final class LabelCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    @SuppressWarnings("UnusedVariable") // picocli's own: it prints the text.
    private boolean help;

    @Option(names = "--labeler", paramLabel = "NAME", description = "only this one (default: all)")
    private String labeler = "";

    @Option(names = "--task", paramLabel = "TASK", description = "only episodes of this task (default: all)")
    private String task = "";

    @Override
    public Integer call() throws Exception {
        LabelerConfig config = LabelerConfig.from(Settings.load("labeler"));
        long begun = System.nanoTime();
        long count = run(config);
        System.out.printf("%d episodes have their labels, %d s%n", count, (System.nanoTime() - begun) / 1_000_000_000);
        return ExitCode.OK;
    }

    private long run(LabelerConfig config) throws Exception {
        try (ObjectStore store = ObjectStore.open(config.store());
                LogWriter log = new LogWriter(KafkaClients.producer(config.kafka()))) {
            store.requireCreateOnlyPuts();
            List<Labeler> all = Labelers.all(store);
            List<Labeler> labelers = labeler.isEmpty() ? all : List.of(Labelers.named(labeler, all));
            EpisodeLabeling labeling = new EpisodeLabeling(
                    store, labelers, new Announcer(log), new LabelingMetrics(new SimpleMeterRegistry(), labelers));
            ProgressBar bar = new ProgressBar(System.out);
            return new BackFill(new Archive(store), labeling)
                    .run(task, (seen, stored) -> bar.show(seen, stored, "episodes seen"));
        }
    }
}
