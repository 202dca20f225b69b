package io.teleloop.gateway.control;

/// Where the robot's tool is.
///
/// @param timeNs when it was there, gateway clock
/// @param opening of the gripper, m
public record Measured(long timeNs, Pose pose, double opening) {}
