package io.teleloop.gateway.control;

/// What the control loop lets a robot do. While no robot is connected, nothing happens.
public interface RobotOutput {
    /// @param epoch of the lease
    /// @param sequence rising within an epoch
    void target(long epoch, long sequence, ShapedTarget target);

    void hold(String reason);

    void stop(String reason);

    void clearStop();
}
