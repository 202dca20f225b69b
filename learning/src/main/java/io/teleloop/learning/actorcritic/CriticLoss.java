package io.teleloop.learning.actorcritic;

/// What one update of the critics saw, before it.
///
/// @param loss mean over heads and batch of (q - target)^2
/// @param meanValue mean of all heads over the batch
/// @param meanTarget mean of the targets
public record CriticLoss(double loss, double meanValue, double meanTarget) {}
