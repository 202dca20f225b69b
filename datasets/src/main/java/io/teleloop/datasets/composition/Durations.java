package io.teleloop.datasets.composition;

import java.util.List;

/// How long episodes last, in seconds; zeros when none is known.
public record Durations(double total, double shortest, double median, double longest) {
    private static final double PER_SECOND = 1000;

    static Durations of(List<Double> seconds) {
        if (seconds.isEmpty()) {
            return new Durations(0, 0, 0, 0);
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        double total = sorted.stream().mapToDouble(Double::doubleValue).sum();
        return new Durations(
                rounded(total),
                rounded(sorted.getFirst()),
                rounded(sorted.get(sorted.size() / 2)),
                rounded(sorted.getLast()));
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * PER_SECOND) / PER_SECOND;
    }
}
