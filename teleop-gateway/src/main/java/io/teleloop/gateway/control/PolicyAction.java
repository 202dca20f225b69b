package io.teleloop.gateway.control;

/// What a policy wants at one control tick: physical units, in the order of the robot's action space.
///
/// @param policy its `id@version`
/// @param action the residual included
/// @param baseAction what the base below a residual wanted; empty for a policy that stands alone
public record PolicyAction(String policy, float[] action, float[] baseAction) {}
