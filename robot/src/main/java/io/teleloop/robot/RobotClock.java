package io.teleloop.robot;

/// The robot's clock: starts at the wall clock and then only goes forward, also when somebody sets the wall clock.
public final class RobotClock {
    private static final long BASE = System.currentTimeMillis() * 1_000_000L - System.nanoTime();

    private RobotClock() {}

    /// Nanoseconds since the epoch.
    public static long nowNs() {
        return BASE + System.nanoTime();
    }
}
