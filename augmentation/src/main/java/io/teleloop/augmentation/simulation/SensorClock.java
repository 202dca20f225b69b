package io.teleloop.augmentation.simulation;

/// When a sensor of a fixed rate is due, on the simulation's own clock.
final class SensorClock {
    private final double periodNs;
    private long startNs;
    private long count;

    SensorClock(double rateHz) {
        periodNs = 1e9 / rateHz;
    }

    /// The first reading is due now.
    void start(long nowNs) {
        startNs = nowNs;
        count = 0;
    }

    /// Whether the next reading is due; if so, it counts as taken.
    boolean due(long nowNs) {
        if (nowNs - startNs < Math.round(count * periodNs)) {
            return false;
        }
        count++;
        return true;
    }
}
