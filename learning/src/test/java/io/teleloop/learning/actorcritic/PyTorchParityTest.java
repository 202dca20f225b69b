package io.teleloop.learning.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// One update and five in a row give the losses that a plain transcription in PyTorch gives.
class PyTorchParityTest {
    private static final Offset<Float> CLOSE = within(1e-5f);

    @Test
    void twoCriticsWithEntropyBackupShouldAgree() {
        agree(ParityFixture.twoCritics());
    }

    @Test
    void tenCriticsShouldAgree() {
        agree(ParityFixture.tenCritics());
    }

    @Test
    void aResidualWithWeightDecayAndCutGradientsShouldAgree() {
        agree(ParityFixture.residual());
    }

    private static void agree(ParityFixture fixture) {
        try (ActorCritic engine = new LibtorchActorCritic(fixture.config(), fixture.start())) {
            for (int update = 0; update < ParityFixture.UPDATES; update++) {
                CriticLoss critic =
                        engine.updateCritic(fixture.batch(update), fixture.nextNoise(update), fixture.heads(update));
                ActorLoss actor = engine.updateActor(fixture.batch(update), fixture.noise(update));
                float[] expected = fixture.losses(update);
                assertThat((float) critic.loss())
                        .as("critics, update %d", update)
                        .isCloseTo(expected[0], CLOSE);
                assertThat((float) actor.loss()).as("actor, update %d", update).isCloseTo(expected[1], CLOSE);
                assertThat((float) actor.temperatureLoss())
                        .as("temperature, update %d", update)
                        .isCloseTo(expected[2], CLOSE);
            }
            ActorCriticState after = engine.state();
            assertThat(after.actor().values()).containsExactly(fixture.file().values("actor_after"), within(1e-4f));
            assertThat(after.target()).containsExactly(fixture.file().values("target_after"), within(1e-4f));
        }
    }
}
