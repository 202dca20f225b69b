package io.teleloop.operator;

import io.teleloop.contract.clock.ClockFilter;
import io.teleloop.contract.clock.ClockOffset;
import java.time.Instant;
import java.util.Optional;

/// This session's clock and what is known of the gateway's. Thread-safe.
final class SessionClock {
    private static final double NS_PER_MS = 1e6;

    // Steps of the machine's clock must not show in measurements, so it is read once.
    private final long epochNs;
    private final long startNs = System.nanoTime();
    private final ClockFilter filter = new ClockFilter();
    private final LatencyWindow roundTrips = new LatencyWindow();

    SessionClock() {
        Instant now = Instant.now();
        epochNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    long nowNs() {
        return epochNs + (System.nanoTime() - startNs);
    }

    /// Milliseconds since the Unix epoch.
    double nowMs() {
        return toMs(nowNs());
    }

    /// One exchange, all times in milliseconds: `t1` and `t4` on this clock, `t2` and `t3` on the gateway's.
    void exchanged(double t1, double t2, double t3, double t4) {
        synchronized (filter) {
            filter.add(ClockOffset.of(toNs(t1), toNs(t2), toNs(t3), toNs(t4)), nowNs());
        }
        roundTrips.add(Math.max(0, (t4 - t1) - (t3 - t2)));
    }

    private Optional<ClockOffset> best() {
        synchronized (filter) {
            return filter.best(nowNs());
        }
    }

    /// Gateway clock minus this clock; NaN before the first exchange.
    double offsetMs() {
        return best().map(offset -> -toMs(offset.offsetNs())).orElse(Double.NaN);
    }

    /// Bound on the offset's error; NaN before the first exchange.
    double errorMs() {
        return best().map(offset -> toMs(offset.errorNs())).orElse(Double.NaN);
    }

    /// A moment of this clock on the gateway's; empty before the first exchange.
    Optional<Long> gatewayNs(long localNs) {
        return best().map(offset -> localNs - offset.offsetNs());
    }

    LatencyWindow roundTrips() {
        return roundTrips;
    }

    private static long toNs(double ms) {
        return Math.round(ms * NS_PER_MS);
    }

    private static double toMs(long ns) {
        return ns / NS_PER_MS;
    }
}
