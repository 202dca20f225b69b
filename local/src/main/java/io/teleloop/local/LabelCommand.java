package io.teleloop.local;

import io.teleloop.local.stack.LabelerProcess;
import io.teleloop.local.stack.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Labels the episodes that a stack has stored already, or trains a learned labeler on them.
@Command(
        name = "label",
        description = "Label the episodes that a running stack has stored already; what was said before stays.",
        sortOptions = false)
final class LabelCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--labeler", paramLabel = "NAME", description = "only this one (default: all)")
    private String labeler = "";

    @Option(names = "--all-tasks", description = "episodes of every task, not of --task alone")
    private boolean allTasks;

    @Option(
            names = "--learn",
            paramLabel = "KIND",
            description = "in place of labeling, train a labeler on the task's episodes and publish it: success or"
                    + " inverse-dynamics; the labeler takes it up at its next start")
    private String kind = "";

    @Override
    public Integer call() throws Exception {
        StackConfig config = options.config(options.ports());
        List<String> arguments = new ArrayList<>(List.of(kind.isEmpty() ? "label" : "train"));
        if (!allTasks) {
            arguments.addAll(List.of("--task", config.task()));
        }
        if (!kind.isEmpty()) {
            arguments.addAll(List.of("--kind", kind));
        } else if (!labeler.isEmpty()) {
            arguments.addAll(List.of("--labeler", labeler));
        }
        return LabelerProcess.run(config, arguments);
    }
}
