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

    @Option(
            names = "--quality",
            description =
                    "in place of labeling, tell how good the task's episodes are to learn from, each and together")
    private boolean quality;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "with --quality: only success or failure")
    private String outcome = "";

    @Option(names = "--operator", paramLabel = "NAME", description = "with --quality: only what this person did")
    private String operator = "";

    @Override
    public Integer call() throws Exception {
        StackConfig config = options.config(options.ports());
        List<String> arguments = new ArrayList<>();
        arguments.add(quality ? "quality" : kind.isEmpty() ? "label" : "train");
        addOption(arguments, "--task", allTasks ? "" : config.task());
        addOption(arguments, "--kind", kind);
        addOption(arguments, "--labeler", labeler);
        addOption(arguments, "--outcome", outcome);
        addOption(arguments, "--operator", operator);
        return LabelerProcess.run(config, arguments);
    }

    /// What does not go with the labeler's command is refused there.
    private static void addOption(List<String> arguments, String name, String value) {
        if (!value.isEmpty()) {
            arguments.addAll(List.of(name, value));
        }
    }
}
