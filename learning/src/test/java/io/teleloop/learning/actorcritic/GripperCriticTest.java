package io.teleloop.learning.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// A network without hidden layers and one observation, so that the loss can be written down by hand.
class GripperCriticTest {
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final GripperCritic.Config CONFIG =
            new GripperCritic.Config(1, List.of(), Activation.TANH, false, 0.01, 0.25, 0.02);
    /// Three weights, then three biases.
    private static final float[] NETWORK = {1, -1, 0.5f, 0.1f, 0.2f, 0.3f};
    private static final float[] TARGET = {2, 3, -1, 0, 0.4f, 0.6f};

    private static GripperCritic critic() {
        GripperCritic critic = new GripperCritic(CONFIG, new SeededGenerator(1));
        critic.restore(new GripperCritic.State(new Optimised(NETWORK, new float[6], new float[6], 0), TARGET));
        return critic;
    }

    private static Batch batch(boolean moved) {
        Batch batch = new Batch(1, 1, 1, 0);
        batch.observations[0] = 0.5f;
        batch.rewards[0] = 1;
        batch.discounts[0] = 0.9f;
        batch.nextObservations[0] = -2;
        batch.gripperLevels[0] = 2;
        batch.gripperMoved[0] = moved;
        return batch;
    }

    /// The network likes level 1 best at -2 (2.2); the target values it 3 * -2 + 0.4.
    private static final double GOAL = 1 + 0.9 * (3 * -2 + 0.4);
    /// Of level 2 at 0.5.
    private static final double TAKEN = 0.5 * 0.5 + 0.3;

    @Test
    void theNetworkShouldChooseTheNextLevelAndTheTargetValueIt() {
        try (GripperCritic critic = critic()) {
            assertThat(critic.update(batch(false))).isCloseTo(Math.pow(TAKEN - GOAL, 2), within(1e-5));
            GripperCritic.State after = critic.state();
            assertThat((double) after.values().values()[5]).isCloseTo(0.3 - 0.01, CLOSE);
            assertThat((double) after.values().values()[4])
                    .as("level not taken")
                    .isCloseTo(0.2, CLOSE);
            assertThat((double) after.target()[5]).isCloseTo(0.6 + 0.25 * (0.29 - 0.6), CLOSE);
        }
    }

    @Test
    void tellingTheGripperAnotherThingShouldCost() {
        try (GripperCritic critic = critic()) {
            assertThat(critic.update(batch(true))).isCloseTo(Math.pow(TAKEN - (GOAL - 0.02), 2), within(1e-5));
        }
    }

    @Test
    void aCommandShouldCountAsItsNearestLevel() {
        assertThat(GripperCritic.level(-0.8f)).isZero();
        assertThat(GripperCritic.level(0.2f)).isEqualTo(1);
        assertThat(GripperCritic.level(0.7f)).isEqualTo(2);
    }
}
