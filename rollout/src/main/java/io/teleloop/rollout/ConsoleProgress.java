package io.teleloop.rollout;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.rollout.report.Measurement;
import io.teleloop.rollout.training.Progress;
import java.io.PrintStream;
import java.util.Locale;

/// A bar with live numbers on a terminal, a line now and then elsewhere.
public final class ConsoleProgress implements Progress {
    private static final int WIDTH = 24;
    private static final long TERMINAL_NS = 200_000_000L;
    private static final long FILE_NS = 15_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long lastNs = System.nanoTime();
    private boolean openLine;

    /// @param terminal whether lines on `out` can be drawn over
    public ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void stage(long seed, String what) {
        if (openLine) {
            out.println();
            openLine = false;
        }
        out.println("seed " + seed + ": " + what);
        out.flush();
    }

    @Override
    public void now(Measurement measurement, double share) {
        if (due()) {
            print(line(measurement, Math.min(1, share)));
        }
    }

    @Override
    public void generated(int episodes, int wanted, int attempts) {
        if (episodes < wanted && !due()) {
            return;
        }
        print(String.format(
                Locale.ROOT,
                "%s | %d of %d episodes generated, %.0f %% of %d attempts succeeded",
                bar(episodes / (double) wanted),
                episodes,
                wanted,
                100.0 * episodes / attempts,
                attempts));
    }

    private boolean due() {
        long now = System.nanoTime();
        if (now - lastNs < (terminal ? TERMINAL_NS : FILE_NS)) {
            return false;
        }
        lastNs = now;
        return true;
    }

    private void print(String line) {
        out.print((terminal ? "\r" : "") + line + (terminal ? "\033[K" : "\n"));
        out.flush();
        openLine = terminal;
    }

    private static String bar(double share) {
        int done = (int) Math.round(WIDTH * share);
        return String.format(Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(done), "-".repeat(WIDTH - done), 100 * share);
    }

    private static String line(Measurement measurement, double share) {
        return String.format(
                Locale.ROOT,
                "%s | %d transitions, %d updates, %.1f min | last 20: success %s, simulated interventions"
                        + " %s | Q %s",
                bar(share),
                measurement.transitions(),
                measurement.updates(),
                measurement.minutes(),
                percent(measurement, TrainingMetrics.SUCCESS_RATE),
                percent(measurement, TrainingMetrics.INTERVENTION_RATE),
                number(measurement, TrainingMetrics.Q));
    }

    private static String percent(Measurement measurement, String metric) {
        Double value = measurement.metrics().get(metric);
        return value == null ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }

    private static String number(Measurement measurement, String metric) {
        Double value = measurement.metrics().get(metric);
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
