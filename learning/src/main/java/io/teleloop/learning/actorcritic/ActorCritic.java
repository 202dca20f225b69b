package io.teleloop.learning.actorcritic;

import io.teleloop.learning.replay.Batch;

/// An actor and its critics, and how one update changes them. All random numbers come from outside, so two engines can
/// be held against each other. Not thread-safe.
public interface ActorCritic extends AutoCloseable {
    ActorCriticConfig config();

    /// One step of all critics towards r + discount * min over `heads` of the target at an action of the actor, then
    /// the targets follow the critics.
    ///
    /// @param nextNoise [batch, actionSize] standard normal, for the next action
    /// @param heads whose minimum is the target, rising
    CriticLoss updateCritic(Batch batch, float[] nextNoise, int[] heads);

    /// One step of the actor up the mean of all critics, and one of the temperature.
    ///
    /// @param noise [batch, actionSize] standard normal
    ActorLoss updateActor(Batch batch, float[] noise);

    /// A copy of everything.
    ActorCriticState state();

    /// Goes on from a state, bit for bit.
    ///
    /// @throws IllegalArgumentException when the state is of another configuration
    void restore(ActorCriticState state);

    @Override
    void close();
}
