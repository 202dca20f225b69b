package io.teleloop.learning.engine;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.fused.FusedActorCritic;

/// What computes an actor and its critics. From the same state, batches and noise all give the same up to rounding, so
/// a saved state may go on in another one.
public enum Engine {
    /// By hand on the Vector API.
    FUSED,
    /// On libtorch, which can do everything.
    LIBTORCH;

    /// The fastest that can do what is asked on this JVM.
    public static Engine fastest(ActorCriticConfig config) {
        return FusedActorCritic.supports(config) ? FUSED : LIBTORCH;
    }

    /// @param threads that may compute, the caller's included; libtorch's are set for the whole process and stay as
    ///     they are
    public ActorCritic open(ActorCriticConfig config, ActorCriticState state, int threads) {
        return switch (this) {
            case FUSED -> new FusedActorCritic(config, state, threads);
            case LIBTORCH -> new LibtorchActorCritic(config, state);
        };
    }
}
