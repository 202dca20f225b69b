package io.teleloop.rollout.bench;

import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.augmentation.demonstration.SegmentSelection;
import io.teleloop.contract.EpisodeId;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.training.Demonstrations;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.world.World;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures which share of the attempts at generating a demonstration succeeds, for start states of every spread.
@Command(
        name = "teleloop bench generation",
        description = "Measure which share of generated demonstrations succeeds.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class GenerationBench implements Callable<Integer> {
    @Option(names = "--task", split = ",", description = "Tasks; default: peg-insertion,pick-lift.")
    private List<String> tasks = List.of("peg-insertion", "pick-lift");

    @Option(names = "--demonstrations", description = "Of a scripted expert; default: 10.")
    private int demonstrations = 10;

    @Option(names = "--attempts", description = "For each range; default: 100.")
    private int attempts = 100;

    @Option(names = "--selection", description = "One of ${COMPLETION-CANDIDATES}; default: NEAREST_OBJECT.")
    private SegmentSelection selection = GeneratorParameters.DEFAULT.selection();

    @Option(names = "--action-noise", description = "Share of the speed limits; default: 0.05.")
    private double actionNoise = GeneratorParameters.DEFAULT.actionNoise();

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GenerationBench()).execute(arguments));
    }

    @Override
    public Integer call() {
        System.out.printf(
                Locale.ROOT,
                "%d demonstrations, %d attempts, segments by %s, action noise %.3f%n| task | D0 | D1 | D2 | s an attempt"
                        + " |%n|---|---|---|---|---|%n",
                demonstrations,
                attempts,
                selection,
                actionNoise);
        for (String task : tasks) {
            measure(TaskSettings.of(task));
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(TaskSettings task) {
        World world = new World(task.task(), "sim-" + task.task().name());
        List<SourceEpisode> sources =
                Demonstrations.record(world, task, new Seeds(0), demonstrations, 1).episodes().stream()
                        .map(steps -> new SourceEpisode(
                                new EpisodeId(steps.getFirst().getEpisodeId()), world.description(), steps, List.of()))
                        .toList();
        StringBuilder row = new StringBuilder("| " + task.task().name());
        long begun = System.nanoTime();
        for (ResetRange range : ResetRange.values()) {
            GeneratorParameters parameters = new GeneratorParameters(
                    range,
                    selection,
                    actionNoise,
                    GeneratorParameters.DEFAULT.interpolationSteps(),
                    GeneratorParameters.EVENTS,
                    false);
            try (DemonstrationGenerator generator = new DemonstrationGenerator(task.task(), parameters)) {
                Generation generation = new Generation(generator, sources, "bench", new Seeds(0)::episode, attempts);
                for (int i = 0; i < attempts; i++) {
                    generation.attempt();
                }
                row.append(String.format(Locale.ROOT, " | %.0f %%", 100 * generation.successRate()));
            }
        }
        double seconds = (System.nanoTime() - begun) * 1e-9 / (attempts * ResetRange.values().length);
        System.out.printf(Locale.ROOT, "%s | %.2f |%n", row, seconds);
    }
}
