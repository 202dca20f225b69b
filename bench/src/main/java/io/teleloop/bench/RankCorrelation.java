package io.teleloop.bench;

import java.util.Arrays;

/// Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of their ranks.
final class RankCorrelation {
    private RankCorrelation() {}

    /// @param x as many as y, at least two
    /// @return -1 to 1; not a number where all values of one side are equal
    static double of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException("a rank correlation needs pairs, at least two; given are " + x.length
                    + " and " + y.length + " values");
        }
        double[] ranksX = ranks(x);
        double[] ranksY = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double both = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (ranksX[i] - mean) * (ranksY[i] - mean);
            squaresX += (ranksX[i] - mean) * (ranksX[i] - mean);
            squaresY += (ranksY[i] - mean) * (ranksY[i] - mean);
        }
        return both / Math.sqrt(squaresX * squaresY);
    }

    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> {
                    long below =
                            Arrays.stream(values).filter(other -> other < value).count();
                    long equal = Arrays.stream(values)
                            .filter(other -> other == value)
                            .count();
                    return below + (equal + 1) / 2.0;
                })
                .toArray();
    }
}
