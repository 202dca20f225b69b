package io.teleloop.policy;

/// What a policy decides at one control tick; normalised, each value in [-1, 1].
///
/// @param action what it commands, the residual included
/// @param baseAction what the base below a residual wanted; empty for a policy that stands alone
public record PolicyDecision(float[] action, float[] baseAction) {}
