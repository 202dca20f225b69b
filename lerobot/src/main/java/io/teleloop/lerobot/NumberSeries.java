package io.teleloop.lerobot;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/// All numbers of one feature in one episode, for its statistics.
final class NumberSeries implements DoubleConsumer {
    private static final int FIRST_FRAMES = 256;

    private final int size;
    private double[] numbers;
    private int count;

    /// @param size numbers a frame
    NumberSeries(int size) {
        this.size = size;
        numbers = new double[size * FIRST_FRAMES];
    }

    @Override
    public void accept(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    FeatureStats stats() {
        int frames = count / size;
        double[] min = new double[size];
        double[] max = new double[size];
        double[] mean = new double[size];
        double[] std = new double[size];
        double[][] quantiles = new double[FeatureStats.QUANTILES.size()][size];
        double[] entry = new double[frames];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < frames; k++) {
                entry[k] = numbers[k * size + i];
            }
            Arrays.sort(entry);
            min[i] = entry[0];
            max[i] = entry[frames - 1];
            mean[i] = Math.clamp(Arrays.stream(entry).sum() / frames, min[i], max[i]);
            double centre = mean[i];
            std[i] = Math.sqrt(
                    Arrays.stream(entry).map(x -> (x - centre) * (x - centre)).sum() / frames);
            for (int q = 0; q < quantiles.length; q++) {
                quantiles[q][i] = quantile(entry, FeatureStats.QUANTILES.get(q));
            }
        }
        return new FeatureStats(min, max, mean, std, List.of(quantiles), frames);
    }

    /// Between the two nearest ranks, linearly, as NumPy does.
    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }
}
