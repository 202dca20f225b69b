package io.teleloop.gateway.autonomy;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// How long policies may take to decide, and how long they take.
///
/// @param budgetNs at most, for one decision
/// @param clock any steady one, ns
/// @param measured called with the time that a decision took, ns
public record PolicyPace(long budgetNs, LongSupplier clock, LongConsumer measured) {
    /// Of a control period; the rest is for everything else that happens on the robot's loop.
    private static final double SHARE = 0.4;

    public static PolicyPace of(double periodSeconds, LongConsumer measured) {
        return new PolicyPace(Math.round(SHARE * periodSeconds * 1e9), System::nanoTime, measured);
    }

    long nowNs() {
        return clock.getAsLong();
    }

    void took(long ns) {
        measured.accept(ns);
    }
}
