package io.teleloop.gateway.control;

import java.time.Duration;

/// @param rateHz control ticks a second
/// @param leaseLifetime from its last renewal
/// @param maxCommandAge older packets are not obeyed
/// @param velocityScale by delay
public record ControlSettings(
        double rateHz,
        Duration leaseLifetime,
        Duration maxCommandAge,
        WatchdogLimits watchdog,
        VelocityScale velocityScale) {
    public ControlSettings {
        if (!(rateHz >= 1 && rateHz <= 200)) {
            throw new IllegalArgumentException("the control rate is " + rateHz + " Hz; use 1 to 200");
        }
    }

    public double periodSeconds() {
        return 1 / rateHz;
    }
}
