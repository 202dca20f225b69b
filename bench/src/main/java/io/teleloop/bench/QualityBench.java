package io.teleloop.bench;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.quality.QualityLabeler;
import io.teleloop.rollout.ConsoleProgress;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.training.Algorithms;
import io.teleloop.rollout.training.Demonstrations;
import io.teleloop.rollout.training.RunSettings;
import io.teleloop.rollout.training.TrainingRun;
import io.teleloop.sim.Environment;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whether the quality that the labeler gives demonstrations tells how well a policy does that is cloned from them.
@Command(
        name = "teleloop bench quality",
        description = "Let experts of several skills demonstrate, and hold the mean quality of what each demonstrated"
                + " against the success of a policy that was cloned from it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class QualityBench implements Callable<Integer> {
    @Option(names = "--task", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "peg-insertion")
    private String task = "peg-insertion";

    @Option(
            names = "--skills",
            split = ",",
            description = "Of the experts, 0 to 1; one data set each; default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5,0.6,0.7,0.8,0.9,1")
    private List<Double> skills = List.of();

    @Option(
            names = "--demonstrations",
            description = "Successful ones of each; default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int demonstrations = 20;

    @Option(names = "--episodes", description = "Of each evaluation; default: ${DEFAULT-VALUE}.", defaultValue = "50")
    private int episodes = 50;

    @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "0")
    private long seed;

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QualityBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RobotDescription robot = new World(TaskSettings.of(task).task(), "sim-" + task).description();
        double[] qualities = new double[skills.size()];
        double[] successes = new double[skills.size()];
        System.out.printf(
                "| skill of the expert | quality, mean of %d | success, cloned |%n|---|---|---|%n", demonstrations);
        for (int i = 0; i < qualities.length; i++) {
            TrainingRun.Outcome cloned = cloned(skills.get(i));
            qualities[i] = quality(cloned.demonstrations(), robot);
            successes[i] = cloned.result().after().successRate();
            System.out.printf(
                    Locale.ROOT, "| %.2f | %.3f | %.0f %% |%n", skills.get(i), qualities[i], 100 * successes[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "rank correlation (Spearman) over %d data sets: %.2f%n",
                qualities.length,
                RankCorrelation.of(qualities, successes));
        return CommandLine.ExitCode.OK;
    }

    private double quality(Demonstrations recorded, RobotDescription robot) {
        QualityLabeler labeler = new QualityLabeler();
        return recorded.episodes().stream()
                .map(steps -> labeler.label(view(steps, robot)))
                .map(labels -> labels.labels().getFirst())
                .map(Label::score)
                .mapToDouble(Objects::requireNonNull)
                .average()
                .orElseThrow();
    }

    /// As it would be stored, but for its streams, of which a simulation loses nothing.
    private EpisodeView view(List<Step> steps, RobotDescription robot) {
        Step first = steps.getFirst();
        return new EpisodeView(
                new Manifest(
                        Manifest.VERSION,
                        first.getEpisodeId(),
                        "sealed",
                        null,
                        task,
                        TaskSettings.of(task).task().instruction(),
                        first.getRobotId(),
                        robot.getModel(),
                        "",
                        "success",
                        seed,
                        first.getTickTimeNs(),
                        steps.getLast().getTickTimeNs(),
                        1 / Environment.PERIOD,
                        steps.size(),
                        null,
                        new Manifest.DataObject("", "", 0, ""),
                        List.of()),
                robot,
                steps);
    }

    private TrainingRun.Outcome cloned(double skill) throws IOException, InterruptedException {
        RunSettings settings = new RunSettings(
                TaskSettings.of(task),
                Algorithms.BC,
                null,
                0,
                demonstrations,
                demonstrations,
                0,
                ResetRange.D0,
                0,
                skill,
                Algorithms.BC.usualRule(),
                1,
                0,
                1,
                1,
                1,
                episodes,
                false);
        return new TrainingRun(settings, new Seeds(seed), curve -> {}, new ConsoleProgress(System.err, false)).run();
    }
}
