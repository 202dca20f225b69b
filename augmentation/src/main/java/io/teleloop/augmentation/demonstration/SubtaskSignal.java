package io.teleloop.augmentation.demonstration;

/// An event of the gripper or of contact that shows that a subtask begins.
interface SubtaskSignal {
    /// Whether it is there at a tick.
    boolean shows(SourceMotion motion, int tick);

    SubtaskSignal AT_ONCE = (motion, tick) -> true;

    /// The gripper is told to close.
    SubtaskSignal CLOSES = (motion, tick) -> motion.gripper(tick) < motion.opening(tick) - 0.005;

    /// Two objects have come near each other.
    static SubtaskSignal near(String object, String other, double distance) {
        return (motion, tick) -> motion.object(object, tick)
                        .position()
                        .minus(motion.object(other, tick).position())
                        .norm()
                < distance;
    }

    /// An object is higher than it was at first.
    static SubtaskSignal rises(String object, double height) {
        return (motion, tick) -> motion.object(object, tick).position().z()
                > motion.object(object, 0).position().z() + height;
    }
}
