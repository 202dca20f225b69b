package io.teleloop.augmenter.command;

import io.teleloop.archive.Archive;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.augmentation.demonstration.SegmentSelection;
import io.teleloop.augmenter.AugmenterConfig;
import io.teleloop.augmenter.work.Demonstrations;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.GroupGeneration;
import io.teleloop.augmenter.work.GroupGeneration.Plan;
import io.teleloop.service.ProgressBar;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.store.ObjectStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Generates a group of episodes from a few demonstrations.
@Command(
        name = "generate",
        description = {
            "Generate episodes from demonstrations in the store: parts of them are moved to other start states, performed"
                    + " there in simulation, and kept when they succeed (MimicGen).",
            "",
            "The same options give the same episodes. Killed and started again with the same options, it goes on where"
                    + " it was."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    @Option(names = "--group", required = true, description = "Name of what is generated; it can be removed by it.")
    private String group = "";

    @Option(names = "--task", defaultValue = "peg-insertion", description = "Default: ${DEFAULT-VALUE}.")
    private String task = "peg-insertion";

    @Option(names = "--episodes", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int episodes = 200;

    @Option(
            names = "--demonstrations",
            defaultValue = "10",
            description = "How many to generate from at most, the oldest usable ones; default: ${DEFAULT-VALUE}.")
    private int demonstrations = 10;

    @Option(names = "--seed", defaultValue = "0", description = "0 to 400; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--range",
            defaultValue = "D0",
            description = "Start states, ${COMPLETION-CANDIDATES}: D0 is the task's own; default: ${DEFAULT-VALUE}.")
    private ResetRange range = ResetRange.D0;

    @Option(
            names = "--selection",
            defaultValue = "NEAREST_OBJECT",
            description = "Of the source of each part, ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private SegmentSelection selection = SegmentSelection.NEAREST_OBJECT;

    @Option(
            names = "--action-noise",
            defaultValue = "0.05",
            description = "Share of the speed limits; default: ${DEFAULT-VALUE}.")
    private double actionNoise = 0.05;

    @Option(
            names = "--cuts",
            defaultValue = GeneratorParameters.EVENTS,
            description = "Where demonstrations are cut: events (of gripper and contact), or a labeler with its version"
                    + " whose word is used, as phases@1; default: ${DEFAULT-VALUE}.")
    private String cuts = GeneratorParameters.EVENTS;

    @Option(names = "--no-cameras", description = "Without pictures, which are most of the work.")
    private boolean noCameras;

    @Override
    public Integer call() throws Exception {
        AugmenterConfig config = Commands.config();
        Task chosen = Tasks.named(task);
        GeneratorParameters parameters = new GeneratorParameters(
                range, selection, actionNoise, GeneratorParameters.DEFAULT.interpolationSteps(), cuts, !noCameras);
        try (ObjectStore store = ObjectStore.open(config.store());
                EpisodeWriter writer = new EpisodeWriter(config.kafka());
                DemonstrationGenerator generator = new DemonstrationGenerator(chosen, parameters)) {
            GroupGeneration generation = new GroupGeneration(store, group, writer);
            Demonstrations usable = new Demonstrations(
                    new Archive(store),
                    generator,
                    parameters.labeler().orElse(""),
                    said -> System.err.println("teleloop: " + said));
            Optional<Plan> begun = generation.begun();
            List<SourceEpisode> sources =
                    begun.isPresent() ? usable.named(begun.get().sources()) : usable.first(task, demonstrations);
            Plan plan = new Plan(
                    generator.name() + "@" + generator.version(),
                    generator.parameters(),
                    task,
                    seed,
                    sources.stream().map(source -> source.id().value()).toList());
            ProgressBar bar = new ProgressBar(System.out);
            Generation done = generation.run(
                    generator, plan, sources, episodes, now -> bar.show(now.successes(), episodes, rate(now)));
            System.out.println(done.successes() + " episodes of group " + group + " are in the log, " + rate(done)
                    + "; the recorder seals them. ./teleloop remove-generated " + group + " removes them.");
        }
        return CommandLine.ExitCode.OK;
    }

    private static String rate(Generation generation) {
        return String.format(
                Locale.ROOT, "%.0f %% of %d attempts succeeded", 100 * generation.successRate(), generation.attempts());
    }
}
