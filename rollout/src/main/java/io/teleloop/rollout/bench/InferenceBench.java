package io.teleloop.rollout.bench;

import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints how long a policy takes to decide: the whole way from an observation to an action, checks included, on one
/// thread, hot, one call after the other. The floor is the same way with a network that does nothing.
///
/// The bar is for wall time. The thread's processor time is beside it, since other load on the machine slows only the
/// former.
@Command(
        name = "teleloop bench infer",
        description = "Measure how long policies take to decide.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class InferenceBench implements Runnable {
    private static final int OBSERVATIONS = 1024;

    @Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "Calls before measuring each policy; default: ${DEFAULT-VALUE}.")
    private int warmUp = 20_000;

    @Option(names = "--calls", defaultValue = "20000", description = "Measured calls; default: ${DEFAULT-VALUE}.")
    private int calls = 20_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new InferenceBench()).execute(arguments));
    }

    @Override
    public void run() {
        System.out.println(
                "us                                                  p50       p99   p99 (cpu)   bar for p99");
        measure("floor: a network that does nothing", UntrainedPolicies.floor(), Double.NaN);
        measure("perceptron 2 x 256", UntrainedPolicies.perceptron(), 100);
        measure("flow 3 x 256, 8 steps, chunk of 8, every call", UntrainedPolicies.flow(), 1000);
        measure("the same with a residual 2 x 256 above", UntrainedPolicies.residual(256), 1000);
        measure("the same with a residual 2 x 1024 above", UntrainedPolicies.residual(1024), 1000);
    }

    private void measure(String name, PolicyBundle bundle, double barUs) {
        float[][] observations = observations(bundle.card().observation().size());
        long[] wall = new long[calls];
        long[] cpu = new long[calls];
        try (PolicyRunner runner = PolicyRunner.open(bundle)) {
            for (int call = 0; call < warmUp + calls; call++) {
                int place = Math.max(0, call - warmUp);
                // The chunk is forgotten, so that every call asks every network.
                runner.reset();
                long cpuStart = threads.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                runner.act(observations[call % OBSERVATIONS]);
                wall[place] = System.nanoTime() - start;
                cpu[place] = threads.getCurrentThreadCpuTime() - cpuStart;
            }
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        double p99 = microseconds(wall, 0.99);
        String bar = Double.isNaN(barUs)
                ? ""
                : String.format(Locale.ROOT, "%4.0f %s", barUs, p99 < barUs ? "met" : "missed");
        System.out.printf(
                Locale.ROOT,
                "%-46s %9.1f %9.1f %11.1f   %s%n",
                name,
                microseconds(wall, 0.5),
                p99,
                microseconds(cpu, 0.99),
                bar);
    }

    private static double microseconds(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] * 1e-3;
    }

    private static float[][] observations(int size) {
        Random random = new Random(1);
        float[][] observations = new float[OBSERVATIONS][size];
        for (float[] observation : observations) {
            for (int i = 0; i < size; i++) {
                observation[i] = (float) random.nextGaussian();
            }
        }
        return observations;
    }
}
