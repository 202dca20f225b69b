package io.teleloop.learning.actorcritic;

/// What one update of the actor saw, before it.
///
/// @param loss mean of alpha * log pi - mean over heads of q, and the weighted distance to demonstrations
/// @param entropy mean of -log pi, nats; 0 for noise of a fixed size
/// @param temperature alpha; 0 for noise of a fixed size
/// @param temperatureLoss alpha * (entropy - target entropy)
public record ActorLoss(double loss, double entropy, double temperature, double temperatureLoss) {}
