package io.teleloop.operator;

import java.util.Arrays;

/// The newest measurements of one latency. Thread-safe.
final class LatencyWindow {
    private static final int SIZE = 8192;

    private final double[] values = new double[SIZE];
    private long count;

    synchronized void add(double milliseconds) {
        values[(int) (count % SIZE)] = milliseconds;
        count++;
    }

    synchronized LatencySummary summary() {
        int n = (int) Math.min(count, SIZE);
        if (n == 0) {
            return new LatencySummary(0, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return new LatencySummary(count, quantile(sorted, 0.5), quantile(sorted, 0.99), sorted[n - 1]);
    }

    synchronized double newest() {
        return count == 0 ? Double.NaN : values[(int) ((count - 1) % SIZE)];
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(q * (sorted.length - 1)))];
    }
}
