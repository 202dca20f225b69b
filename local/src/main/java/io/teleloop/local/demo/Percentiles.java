package io.teleloop.local.demo;

import java.util.Arrays;

/// Order statistics of measured times, by the nearest-rank method.
///
/// @param sorted nanoseconds, ascending
record Percentiles(long[] sorted) {
    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /// @param share 0 to 1
    /// @throws IllegalStateException when nothing was measured
    double millis(double share) {
        if (isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)] / 1e6;
    }
}
