package io.teleloop.learning.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.fused.FusedActorCritic;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One update and five in a row give the losses that a plain transcription in PyTorch gives.
class PyTorchParityTest {
    private static final Offset<Float> CLOSE = within(1e-5f);

    /// Each engine must.
    enum Engine {
        LIBTORCH,
        FUSED;

        ActorCritic start(ParityFixture fixture) {
            return switch (this) {
                case LIBTORCH -> new LibtorchActorCritic(fixture.config(), fixture.start());
                case FUSED -> new FusedActorCritic(fixture.config(), fixture.start(), 2);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoCriticsWithEntropyBackupShouldAgree(Engine engine) {
        agree(engine, ParityFixture.twoCritics());
    }

    @ParameterizedTest
    @EnumSource
    void tenCriticsShouldAgree(Engine engine) {
        agree(engine, ParityFixture.tenCritics());
    }

    @ParameterizedTest
    @EnumSource
    void aResidualWithWeightDecayAndCutGradientsShouldAgree(Engine engine) {
        agree(engine, ParityFixture.residual());
    }

    private static void agree(Engine which, ParityFixture fixture) {
        try (ActorCritic engine = which.start(fixture)) {
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
