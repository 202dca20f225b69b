package io.teleloop.learning.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.fused.FusedActorCritic;
import io.teleloop.learning.network.Activation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static ActorCriticConfig config(List<Integer> hidden) {
        return new ActorCriticConfig(
                3,
                2,
                new ActorCriticConfig.Actor(
                        hidden, Activation.RELU, false, new TanhGaussian(-5, 2, 1, -1, 3e-4), 3e-4, 0),
                new ActorCriticConfig.Critic(hidden, Activation.RELU, true, 2, 2, false, 3e-4, 0, 0.005),
                0,
                0);
    }

    @Test
    void perceptronsShouldBeFused() {
        assertThat(Engine.fastest(config(List.of(16, 16)))).isEqualTo(Engine.FUSED);
    }

    @Test
    void whatIsNoPerceptronShouldBeLibtorchs() {
        assertThat(Engine.fastest(config(List.of()))).isEqualTo(Engine.LIBTORCH);
    }

    @Test
    void openShouldGiveTheEngine() {
        ActorCriticConfig config = config(List.of(16));
        ActorCriticState state = ActorCriticState.initial(config, new SplittableRandom(1));
        try (ActorCritic fused = Engine.FUSED.open(config, state, 1);
                ActorCritic libtorch = Engine.LIBTORCH.open(config, state, 1)) {
            assertThat(fused).isInstanceOf(FusedActorCritic.class);
            assertThat(libtorch).isInstanceOf(LibtorchActorCritic.class);
        }
    }
}
