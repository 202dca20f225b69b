package io.teleloop.robot.safety;

import java.time.Duration;

/// When silence makes a robot hold, and when it makes it stop until the next engagement.
public record SafetyLimits(Duration holdAfter, Duration stopAfter) {
    public static final SafetyLimits DEFAULT = new SafetyLimits(Duration.ofMillis(150), Duration.ofMillis(400));

    public SafetyLimits {
        if (holdAfter.isNegative() || holdAfter.isZero() || stopAfter.compareTo(holdAfter) <= 0) {
            throw new IllegalArgumentException(
                    "hold after " + holdAfter + " and stop after " + stopAfter + ": need 0 < hold < stop");
        }
    }
}
