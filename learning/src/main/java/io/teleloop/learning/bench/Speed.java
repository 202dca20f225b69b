package io.teleloop.learning.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// @param perSecond updates a second of wall time
/// @param perProcessorSecond updates a second that any processor worked for them, which other load disturbs less
record Speed(double perSecond, double perProcessorSecond) {
    static Speed of(long updates, double wallSeconds, double processorSeconds) {
        return new Speed(updates / wallSeconds, updates / processorSeconds);
    }

    /// How many times as fast as the other.
    Speed over(Speed other) {
        return new Speed(perSecond / other.perSecond, perProcessorSecond / other.perProcessorSecond);
    }

    static Speed median(List<Speed> speeds) {
        return new Speed(median(speeds, Speed::perSecond), median(speeds, Speed::perProcessorSecond));
    }

    private static double median(List<Speed> speeds, ToDoubleFunction<Speed> value) {
        double[] sorted = speeds.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
