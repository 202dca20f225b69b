package io.teleloop.sim.world;

import io.teleloop.contract.v1.Reading;
import io.teleloop.sim.task.ExpertObservation;
import java.util.List;

/// What there is to see at a tick.
///
/// @param timeNs simulated clock, nanoseconds since the epoch
/// @param readings what a policy sees: one for each stream of the robot
/// @param scene what a scripted person sees
/// @param progress how far the task is done, 0 to 1
/// @param succeeded whether the goal is reached
public record Sight(long timeNs, List<Reading> readings, ExpertObservation scene, double progress, boolean succeeded) {}
