package io.teleloop.local.process;

import java.time.Duration;

/// How long to wait before the next restart: doubling from [#FIRST] to [#LONGEST], from the start again after a run
/// that lasted.
final class BackOff {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration LASTING = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /// @param lasted how long the process that ended had run
    Duration afterRunOf(Duration lasted) {
        if (lasted.compareTo(LASTING) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
