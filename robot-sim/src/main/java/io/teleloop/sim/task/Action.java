package io.teleloop.sim.task;

import io.teleloop.sim.geometry.Twist;

/// What an operator asks of the arm during one control period.
///
/// @param twist          velocity of the tool centre point in base axes (m/s, rad/s)
/// @param gripperOpening distance between the finger pads (m), 0 (closed, squeezing) to
///                       SimulatedArm.MAX_OPENING
public record Action(Twist twist, double gripperOpening) {}
