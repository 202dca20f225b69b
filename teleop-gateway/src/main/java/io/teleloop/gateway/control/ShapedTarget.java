package io.teleloop.gateway.control;

/// What goes to the robot at one tick, within every limit. Base frame.
///
/// @param first the first of an engagement: its pose is the measured one
/// @param linear m/s, how the target moves until the next one
/// @param angular rad/s
/// @param gripper opening, m
/// @param action the same as an action vector
public record ShapedTarget(boolean first, Pose pose, Vector linear, Vector angular, double gripper, float[] action) {}
