package io.teleloop.gateway.control;

import java.util.Optional;

/// What one control tick did.
///
/// @param command that was used; empty when nobody drove
/// @param target that was sent for it
/// @param operator who sent the command
public record ControlTick(
        Optional<CommandGate.Accepted> command, Optional<ShapedTarget> target, Optional<String> operator) {
    static final ControlTick NOBODY = new ControlTick(Optional.empty(), Optional.empty(), Optional.empty());
}
