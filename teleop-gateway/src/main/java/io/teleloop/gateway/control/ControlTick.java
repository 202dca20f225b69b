package io.teleloop.gateway.control;

import java.util.Optional;

/// What one control tick did.
public sealed interface ControlTick {

    /// What was sent to the robot; empty when nobody drove.
    default Optional<ShapedTarget> target() {
        return switch (this) {
            case Undriven _ -> Optional.empty();
            case Operated operated -> Optional.of(operated.sent());
        };
    }

    /// Nobody drove.
    record Undriven() implements ControlTick {}

    /// An operator drove.
    ///
    /// @param operator who sent the command
    /// @param command that was used
    /// @param sent to the robot for it
    record Operated(String operator, CommandGate.Accepted command, ShapedTarget sent) implements ControlTick {}
}
