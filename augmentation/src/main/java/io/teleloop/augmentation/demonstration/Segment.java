package io.teleloop.augmentation.demonstration;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Twist;

/// The part of a demonstration in which one subtask was done.
///
/// @param from first tick
/// @param to exclusive
record Segment(SourceMotion motion, int from, int to) {
    int ticks() {
        return to - from;
    }

    Pose tcp(int tick) {
        return motion.tcp(from + tick);
    }

    Twist twist(int tick) {
        return motion.twist(from + tick);
    }

    double gripper(int tick) {
        return motion.gripper(from + tick);
    }

    /// When the segment began.
    Pose object(String name) {
        return object(name, 0);
    }

    Pose object(String name, int tick) {
        return motion.object(name, from + tick);
    }
}
