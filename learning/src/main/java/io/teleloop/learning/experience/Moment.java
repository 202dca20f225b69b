package io.teleloop.learning.experience;

import io.teleloop.contract.v1.Step;

/// A control step and what was observed at it.
///
/// @param step as it came
/// @param observation raw SI features
public record Moment(Step step, float[] observation) {}
