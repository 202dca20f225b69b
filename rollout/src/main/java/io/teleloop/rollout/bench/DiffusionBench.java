package io.teleloop.rollout.bench;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.learning.diffusion.GaussianPolicy;
import io.teleloop.learning.diffusion.Guidance;
import io.teleloop.learning.diffusion.Moment;
import io.teleloop.learning.diffusion.PolicyCloning;
import io.teleloop.learning.diffusion.TrajectoryDiffusion;
import io.teleloop.learning.experience.DemonstratedActions;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.training.Demonstrations;
import io.teleloop.sim.world.World;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Holds windows that a diffusion model makes up against what the simulator does under the same actions, without and
/// with the guidance of a policy that did not make the episodes.
@Command(
        name = "teleloop bench diffusion",
        description = {
            "Measure how true to the simulator windows are that a diffusion model makes up, and how likely a policy finds"
                    + " their actions, without and with its guidance.",
            "",
            "The model learns from successful episodes of a clumsy scripted expert; the policy is cloned from a skilled"
                    + " one. Windows begin at ticks of episodes that the model did not see, and their actions are"
                    + " performed in the simulator from the very state there.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DiffusionBench implements Callable<Integer> {
    @Option(names = "--task", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "peg-insertion")
    private String task = "peg-insertion";

    @Option(names = "--episodes", description = "Learned from; default: ${DEFAULT-VALUE}.", defaultValue = "60")
    private int episodes = 60;

    @Option(
            names = "--held-out",
            description = "Episodes that windows begin in; default: ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private int heldOut = 10;

    @Option(names = "--skill", description = "Of the expert in them; default: ${DEFAULT-VALUE}.", defaultValue = "0.5")
    private double skill = 0.5;

    @Option(
            names = "--demonstrations",
            description = "Of an expert of skill 1, that the policy is cloned from; default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int demonstrations = 20;

    @Option(names = "--updates", description = "Of the model; default: ${DEFAULT-VALUE}.", defaultValue = "4000")
    private int updates = 4000;

    @Option(names = "--windows", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "100")
    private int windows = 100;

    @Option(
            names = "--guidance",
            split = ",",
            description = "Coefficients; default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5,1,2,4")
    private List<Double> guidance = List.of();

    @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "0")
    private long seed;

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DiffusionBench()).execute(arguments));
    }

    @Override
    public Integer call() {
        TaskSettings settings = TaskSettings.of(task);
        World world = new World(settings.task(), "sim-" + task);
        RobotDescription robot = world.description();
        Demonstrations clumsy = Demonstrations.record(world, settings, new Seeds(2 * seed), episodes + heldOut, skill);
        Demonstrations skilled = Demonstrations.record(world, settings, new Seeds(2 * seed + 1), demonstrations, 1);
        ObservationSpec observation = ObservationSpec.of(robot);
        ActionSpec action = DemonstratedActions.spec(
                Stream.of(clumsy, skilled)
                        .flatMap(recorded -> recorded.episodes().stream())
                        .flatMap(List::stream)
                        .toList(),
                robot.getActionSpace());
        TrajectoryReader reader = new TrajectoryReader(observation, action, robot.getActionSpace());
        List<Trajectory> behaviour = reader.read(clumsy);
        TrajectoryDiffusion.Config config = TrajectoryDiffusion.Config.DEFAULT.withUpdates(updates);
        List<RealWindow> real = RealWindow.draw(
                behaviour.subList(episodes, episodes + heldOut),
                clumsy.seeds().subList(episodes, episodes + heldOut),
                config.rows(),
                windows,
                new SplittableRandom(seed));
        WindowReplay replay = new WindowReplay(
                world, skill, new ObservationReader(observation), new ActionMapping(action, robot.getActionSpace()));
        long begun = System.nanoTime();
        try (GaussianPolicy policy = PolicyCloning.DEFAULT.policy(reader.read(skilled), seed);
                TrajectoryDiffusion model = TrajectoryDiffusion.train(config, behaviour.subList(0, episodes), seed)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, learned from %d episodes of skill %.1f in %.0f s; %d windows from %d held-out episodes%n",
                    task,
                    config,
                    episodes,
                    skill,
                    (System.nanoTime() - begun) * 1e-9,
                    windows,
                    heldOut);
            print(new Measure(real, replay, model.observations(), position(observation), policy), model);
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(Measure measure, TrajectoryDiffusion model) {
        System.out.printf(
                "| windows | error of the next tick | of all ticks | of the tool at the last, mm | log-likelihood |%n"
                        + "|---|---|---|---|---|%n");
        print("real", measure.of(measure.real.stream().map(RealWindow::moments).toList()));
        print(
                "real, said to change nothing",
                measure.of(measure.real.stream().map(RealWindow::withoutChange).toList()));
        print("unguided", measure.of(model.sample(measure.starts(), null, seed)));
        for (double coefficient : guidance) {
            print(
                    "guided, " + coefficient,
                    measure.of(model.sample(measure.starts(), Guidance.to(measure.policy, coefficient), seed)));
        }
    }

    private static void print(String name, WindowErrors errors) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.1f | %.2f |%n",
                name,
                errors.next(),
                errors.all(),
                1000 * errors.tool(),
                errors.logLikelihood());
    }

    /// Performs windows of the same starts and compares.
    private record Measure(
            List<RealWindow> real, WindowReplay replay, Normaliser unit, int tool, GaussianPolicy policy) {
        WindowErrors of(List<List<Moment>> told) {
            List<List<float[]>> seen = IntStream.range(0, told.size())
                    .mapToObj(i -> replay.observations(real.get(i).start(), told.get(i)))
                    .toList();
            return WindowErrors.of(told, seen, unit, tool, policy);
        }

        List<float[]> starts() {
            return real.stream().map(RealWindow::first).toList();
        }
    }

    /// Where in an observation the tool's position stands.
    private static int position(ObservationSpec observation) {
        int at = 0;
        for (Feature feature : observation.features()) {
            if (feature.name().equals("tcp.position")) {
                return at;
            }
            at += feature.size();
        }
        throw new IllegalStateException("the robot does not tell where its tool is");
    }
}
