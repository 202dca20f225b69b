package io.teleloop.sim.robot;

/// When something periodic is due, on a steady clock (ns). Periods that were missed are skipped, not made up for.
final class Pulse {
    private final long periodNs;
    private long nextNs;

    Pulse(double rateHz, long nowNs) {
        periodNs = Math.round(1e9 / rateHz);
        nextNs = nowNs;
    }

    boolean due(long nowNs) {
        return nowNs >= nextNs;
    }

    /// The due beat is done.
    void done(long nowNs) {
        nextNs = Math.max(nextNs + periodNs, nowNs + periodNs / 2);
    }
}
