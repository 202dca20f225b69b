package io.teleloop.sim.bench;

import io.teleloop.sim.Environment;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints how many times faster than real time each task runs, on one core, with its expert driving.
///
/// Hot means: in rounds of a fixed simulated time, after the compiler has had its time. The median round counts.
/// Figures are per second of the thread's processor time; wall time is beside it, since other load on the machine
/// slows only it.
@Command(
        name = "teleloop bench sim",
        description = "Measure the simulation's speed, task by task.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulationBench implements Runnable {
    @Option(names = "--task", description = "Only this task; may be repeated.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--warm-up",
            defaultValue = "90",
            description = "Seconds before measuring each task; default: ${DEFAULT-VALUE}.")
    private int warmUp = 90;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds; default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--round-seconds",
            defaultValue = "60",
            description = "Simulated seconds a round; default: ${DEFAULT-VALUE}.")
    private int roundSeconds = 60;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private record Round(double realTimeFactor, double wallFactor) {}

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulationBench()).execute(arguments));
    }

    @Override
    public void run() {
        List<Task> measured =
                tasks.isEmpty() ? Tasks.all() : tasks.stream().map(Tasks::named).toList();
        System.out.println("task              x real time (cpu)  x real time (wall)    steps/s");
        for (Task task : measured) {
            measure(task);
        }
    }

    private void measure(Task task) {
        Drive drive = new Drive(new Environment(task));
        long warm = System.nanoTime() + warmUp * 1_000_000_000L;
        while (System.nanoTime() < warm) {
            drive.run(1);
        }
        List<Round> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            results.add(measureRound(drive));
        }
        double factor = median(results.stream().map(Round::realTimeFactor).toList());
        double wall = median(results.stream().map(Round::wallFactor).toList());
        double timestep = drive.environment.simulation().timestep();
        System.out.printf(Locale.ROOT, "%-16s %18.1f %19.1f %10.0f%n", task.name(), factor, wall, factor / timestep);
    }

    private Round measureRound(Drive drive) {
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        double simulated = drive.run(roundSeconds);
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        return new Round(simulated / ((threads.getCurrentThreadCpuTime() - cpu) * 1e-9), simulated / wallSeconds);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /// An expert that drives episode after episode.
    private static final class Drive {
        private final Environment environment;
        private long seed;
        private ScriptedExpert expert;
        private ExpertObservation observation;

        Drive(Environment environment) {
            this.environment = environment;
            expert = environment.task().expert(1, seed);
            observation = environment.reset(seed);
        }

        /// Runs at least `seconds` of simulated time, resets included, and returns how much it was.
        double run(double seconds) {
            double simulated = 0;
            while (simulated < seconds) {
                double before = environment.simulation().time();
                observation = environment.step(expert.act(observation));
                simulated += environment.simulation().time() - before;
                if (environment.succeeded()
                        || environment.simulation().time() > environment.task().timeLimit()) {
                    seed++;
                    expert = environment.task().expert(1, seed);
                    observation = environment.reset(seed);
                    simulated += environment.simulation().time();
                }
            }
            return simulated;
        }
    }
}
