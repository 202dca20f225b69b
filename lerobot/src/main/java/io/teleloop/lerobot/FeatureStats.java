package io.teleloop.lerobot;

import java.util.Arrays;
import java.util.List;

/// Statistics of a feature, one number an entry. Standard deviations are those of the population.
///
/// @param quantiles one array for each of [#QUANTILES]
/// @param count how many frames they are of
record FeatureStats(double[] min, double[] max, double[] mean, double[] std, List<double[]> quantiles, long count) {
    static final List<Double> QUANTILES = List.of(0.01, 0.10, 0.50, 0.90, 0.99);
    static final String COUNT = "count";
    /// All names of statistics but the count, in the order of [#values].
    static final List<String> NAMES = List.of("min", "max", "mean", "std", "q01", "q10", "q50", "q90", "q99");

    /// The statistics in the order of their names.
    List<double[]> values() {
        return List.of(
                min,
                max,
                mean,
                std,
                quantiles.get(0),
                quantiles.get(1),
                quantiles.get(2),
                quantiles.get(3),
                quantiles.get(4));
    }

    static FeatureStats of(List<double[]> values, long count) {
        return new FeatureStats(
                values.get(0), values.get(1), values.get(2), values.get(3), values.subList(4, values.size()), count);
    }

    /// Statistics of all frames of both, quantiles by the mean of theirs, weighted, as LeRobot does.
    FeatureStats and(FeatureStats other) {
        long all = count + other.count;
        double share = (double) other.count / all;
        int size = mean.length;
        double[] bothMin = new double[size];
        double[] bothMax = new double[size];
        double[] bothMean = mixed(mean, other.mean, share);
        double[] bothStd = new double[size];
        for (int i = 0; i < size; i++) {
            bothMin[i] = Math.min(min[i], other.min[i]);
            bothMax[i] = Math.max(max[i], other.max[i]);
            double here = std[i] * std[i] + square(mean[i] - bothMean[i]);
            double there = other.std[i] * other.std[i] + square(other.mean[i] - bothMean[i]);
            bothStd[i] = Math.sqrt(here + (there - here) * share);
        }
        double[][] bothQuantiles = new double[QUANTILES.size()][];
        Arrays.setAll(bothQuantiles, q -> mixed(quantiles.get(q), other.quantiles.get(q), share));
        return new FeatureStats(bothMin, bothMax, bothMean, bothStd, List.of(bothQuantiles), all);
    }

    private static double[] mixed(double[] here, double[] there, double share) {
        double[] mixed = new double[here.length];
        Arrays.setAll(mixed, i -> here[i] + (there[i] - here[i]) * share);
        return mixed;
    }

    private static double square(double x) {
        return x * x;
    }
}
