package io.teleloop.gateway.episode;

import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import java.util.Optional;

/// What the control loop did at one tick.
///
/// @param timeNs gateway clock
/// @param executed action as sent to the robot, in the order of the action space
/// @param actor who chose it
/// @param command the operator's command that it came from; empty when nobody drove
public record TickRecord(long timeNs, float[] executed, Actor actor, Optional<Command> command) {}
