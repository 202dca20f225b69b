package io.teleloop.robot.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubling from half a second to ten, with up to half of it taken off at
/// random so that a fleet does not come back all at once. Not thread-safe.
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private Duration next = FIRST;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration wait = next;
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return wait.minusMillis((long) (random.nextDouble() * wait.toMillis() / 2));
    }

    void reset() {
        next = FIRST;
    }
}
