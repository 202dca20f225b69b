package io.teleloop.lerobot;

import io.teleloop.lerobot.video.PixelHistogram;
import java.util.Arrays;
import java.util.List;

/// Statistics of a camera's colours, 0 to 1, exact for the pictures that were looked at.
final class ColourStats {
    private static final double LARGEST = PixelHistogram.VALUES - 1;

    private ColourStats() {}

    static FeatureStats of(PixelHistogram histogram) {
        int size = PixelHistogram.CHANNELS;
        double[] min = new double[size];
        double[] max = new double[size];
        double[] mean = new double[size];
        double[] std = new double[size];
        double[][] quantiles = new double[FeatureStats.QUANTILES.size()][size];
        for (int c = 0; c < size; c++) {
            int channel = c;
            long[] counts = new long[PixelHistogram.VALUES];
            Arrays.setAll(counts, value -> histogram.count(channel, value));
            long pixels = Arrays.stream(counts).sum();
            min[c] = atRank(counts, 0);
            max[c] = atRank(counts, pixels - 1);
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < counts.length; value++) {
                sum += (double) counts[value] * value;
                squares += (double) counts[value] * value * value;
            }
            double centre = sum / pixels;
            mean[c] = centre / LARGEST;
            std[c] = Math.sqrt(Math.max(0, squares / pixels - centre * centre)) / LARGEST;
            for (int q = 0; q < quantiles.length; q++) {
                quantiles[q][c] = atRank(counts, Math.round(FeatureStats.QUANTILES.get(q) * (pixels - 1)));
            }
        }
        return new FeatureStats(min, max, mean, std, List.of(quantiles), histogram.pictures());
    }

    private static double atRank(long[] counts, long rank) {
        long before = 0;
        int value = 0;
        while (before + counts[value] <= rank) {
            before += counts[value];
            value++;
        }
        return value / LARGEST;
    }
}
