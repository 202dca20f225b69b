package io.teleloop.gateway.fleet;

import org.jspecify.annotations.Nullable;

/// A robot in a list.
///
/// @param task that it is set up for, empty while it was never connected
/// @param control state as the operator protocol names it
/// @param operator who holds the lease
public record RobotStatus(
        String robot,
        String task,
        boolean connected,
        String control,
        @Nullable String operator) {}
