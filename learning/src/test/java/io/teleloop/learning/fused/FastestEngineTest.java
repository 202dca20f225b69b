package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.LibtorchActorCritic;
import io.teleloop.learning.network.Activation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FastestEngineTest {
    private static ActorCritic start(List<Integer> hidden) {
        ActorCriticConfig config = new ActorCriticConfig(
                3,
                2,
                new ActorCriticConfig.Actor(
                        hidden, Activation.RELU, false, new TanhGaussian(-5, 2, 1, -1, 3e-4), 3e-4, 0),
                new ActorCriticConfig.Critic(hidden, Activation.RELU, true, 2, 2, false, 3e-4, 0, 0.005),
                0,
                0);
        return FastestEngine.start(config, ActorCriticState.initial(config, new SplittableRandom(1)));
    }

    @Test
    void perceptronsShouldBeFused() {
        try (ActorCritic engine = start(List.of(16, 16))) {
            assertThat(engine).isInstanceOf(FusedActorCritic.class);
        }
    }

    @Test
    void whatHasNoHiddenLayerShouldBeLibtorchs() {
        try (ActorCritic engine = start(List.of())) {
            assertThat(engine).isInstanceOf(LibtorchActorCritic.class);
        }
    }
}
