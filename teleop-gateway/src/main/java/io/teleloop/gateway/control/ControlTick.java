package io.teleloop.gateway.control;

import java.util.Optional;

/// What one control tick did.
public sealed interface ControlTick {

    /// What was sent to the robot; empty when nobody drove.
    default Optional<ShapedTarget> target() {
        return switch (this) {
            case Undriven _ -> Optional.empty();
            case Operated operated -> Optional.of(operated.sent());
            case Autonomous autonomous -> Optional.of(autonomous.sent());
        };
    }

    /// Nobody drove.
    record Undriven() implements ControlTick {}

    /// An operator drove.
    ///
    /// @param operator who sent the command
    /// @param command that was used
    /// @param sent to the robot for it
    /// @param intervention its number when it took over from a policy, else 0
    /// @param policy what the policy wanted meanwhile; empty outside an intervention, and when it could not decide
    record Operated(
            String operator,
            CommandGate.Accepted command,
            ShapedTarget sent,
            int intervention,
            Optional<PolicyAction> policy)
            implements ControlTick {}

    /// A policy drove.
    ///
    /// @param policy what it wanted
    /// @param sent to the robot for it
    record Autonomous(PolicyAction policy, ShapedTarget sent) implements ControlTick {}
}
