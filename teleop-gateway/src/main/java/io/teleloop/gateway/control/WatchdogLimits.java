package io.teleloop.gateway.control;

import java.time.Duration;

/// How long an engaged robot may go without a command.
///
/// @param hold then it stays where it is; fresh commands go on at once
/// @param stop then the deadman must also be released and pressed again
public record WatchdogLimits(Duration hold, Duration stop) {
    public WatchdogLimits {
        if (hold.isNegative() || hold.isZero() || stop.compareTo(hold) <= 0) {
            throw new IllegalArgumentException("the watchdog must hold after some time and stop later, not hold after "
                    + hold.toMillis() + " ms and stop after " + stop.toMillis() + " ms");
        }
    }

    long holdNs() {
        return hold.toNanos();
    }

    long stopNs() {
        return stop.toNanos();
    }
}
