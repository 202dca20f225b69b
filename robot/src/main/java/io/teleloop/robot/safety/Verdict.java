package io.teleloop.robot.safety;

/// What the safety gate says of one target.
public enum Verdict {
    FOLLOW,
    /// A number is NaN or infinite, or the pose is no pose.
    MALFORMED,
    /// Of an epoch below the highest seen: another operator holds the lease now.
    OLD_EPOCH,
    /// Not newer than the last one of its epoch.
    OUT_OF_ORDER,
    /// Out of the workspace box of the robot's description.
    OUT_OF_WORKSPACE,
    /// The robot is stopped, and this is not the first target of an engagement.
    NOT_ENGAGED,
    /// The emergency stop is on.
    EMERGENCY_STOPPED
}
