package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;

/// Picks what computes an actor and its critics: the fused engine where it applies, else libtorch. Both give the same
/// up to rounding, so a saved state may go on in the other one.
public final class FastestEngine {
    private FastestEngine() {}

    /// Half of the processors compute; the rest is for what the learner learns from.
    public static ActorCritic start(ActorCriticConfig config, ActorCriticState state) {
        if (!FusedActorCritic.supports(config)) {
            return new LibtorchActorCritic(config, state);
        }
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new FusedActorCritic(config, state, threads);
    }
}
