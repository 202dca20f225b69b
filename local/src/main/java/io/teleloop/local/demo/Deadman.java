package io.teleloop.local.demo;

/// The operator's hand on the deadman switch: pressed while it drives, and let go and pressed again when the gateway
/// does not take the press, as after a watchdog stop.
final class Deadman {
    /// Control ticks that a press may take to show in an observation.
    private static final int PATIENCE = 10;
    private static final int LET_GO = 2;

    private int ticks;

    /// Called once a control tick.
    ///
    /// @param engaged whether the newest observation says that the robot follows
    boolean pressed(boolean engaged) {
        ticks = engaged ? 0 : ticks + 1;
        if (ticks > PATIENCE + LET_GO) {
            ticks = 0;
        }
        return ticks <= PATIENCE;
    }
}
