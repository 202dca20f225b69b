package io.teleloop.rollout.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Several runs of the same kind as one line and a band: the median of the seeds between the lowest and the highest.
public record Band(List<Slice> slices) {
    private static final int SLICES = 120;

    /// @param x for example transitions
    public record Slice(double x, double low, double median, double high) {}

    /// Reaches as far as every run does, so that no part of it stands for fewer seeds than another.
    ///
    /// @param runs one curve a seed, none of them empty
    static Band of(List<Curve> runs) {
        double first = runs.stream().mapToDouble(Curve::firstX).max().orElseThrow();
        double last = runs.stream().mapToDouble(Curve::lastX).min().orElseThrow();
        List<Slice> slices = new ArrayList<>();
        int count = last > first ? SLICES : 1;
        for (int i = 0; i < count; i++) {
            double x = first + (count == 1 ? 0 : i * (last - first) / (count - 1));
            double[] values =
                    runs.stream().mapToDouble(run -> run.at(x)).sorted().toArray();
            slices.add(new Slice(x, values[0], median(values), values[values.length - 1]));
        }
        return new Band(slices);
    }

    /// @param sorted in rising order
    static double median(double[] sorted) {
        double[] middle = Arrays.copyOfRange(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1);
        return Arrays.stream(middle).average().orElseThrow();
    }
}
