package io.teleloop.gateway.clock;

/// The gateway's clock: nanoseconds since the Unix epoch. Every time on a record is on this clock.
@FunctionalInterface
public interface GatewayClock {
    double NANOS_PER_MS = 1e6;

    long nowNs();

    /// As the operator protocol writes times.
    default double nowMs() {
        return nowNs() / NANOS_PER_MS;
    }

    /// The machine's time of day when it is made; from then on it never jumps.
    static GatewayClock monotonic() {
        long millis = System.currentTimeMillis();
        long start = System.nanoTime();
        return () -> millis * 1_000_000L + (System.nanoTime() - start);
    }
}
