package io.teleloop.sim.world;

/// What came of an action.
///
/// @param executed what the robot was told, within its limits; the order of the action space
/// @param sight one control period later
public record Moved(float[] executed, Sight sight) {}
