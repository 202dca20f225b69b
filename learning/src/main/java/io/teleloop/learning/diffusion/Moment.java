package io.teleloop.learning.diffusion;

/// One control tick of a window.
///
/// @param observation raw SI features
/// @param action normalised to [-1, 1]
/// @param reward of the tick
/// @param done whether the task ended with it
public record Moment(float[] observation, float[] action, float reward, boolean done) {}
