package io.teleloop.trainer.learn;

/// Tells a learner to stop. Once given it stays.
///
/// Safe for use by several threads at once.
final class StopSignal {
    private volatile boolean given;
    private volatile boolean inTime = true;

    /// @param mayFinish false when another worker may lead already, so that nothing may be written any more
    void give(boolean mayFinish) {
        if (!mayFinish) {
            inTime = false;
        }
        given = true;
    }

    boolean given() {
        return given;
    }

    /// Whether there is time for a last checkpoint.
    boolean inTime() {
        return inTime;
    }
}
