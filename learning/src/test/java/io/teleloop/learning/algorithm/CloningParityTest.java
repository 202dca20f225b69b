package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.learning.actorcritic.ParityFixture;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.ChunkBuffer;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/// Behaviour cloning gives the losses that a plain transcription in PyTorch gives.
class CloningParityTest {
    private static final int OBSERVATION = 6;
    private static final int BATCH = 16;
    private static final Problem PROBLEM = new Problem(
            OBSERVATION,
            new ActionSpec(
                    Stream.of("linear.x", "linear.y", "linear.z")
                            .map(name -> new ActionSpec.Dimension(name, "m/s", -1, 1))
                            .toList(),
                    List.of()),
            Normaliser.identity(OBSERVATION),
            null);
    private static final ImitationConfig CONFIG =
            new ImitationConfig(List.of(32, 32), true, 1e-2, 0.1, BATCH, 1, 100, 0, 0.01);

    @Test
    void squaredErrorShouldAgree() {
        agree(new Regression(PROBLEM, CONFIG), "regression");
    }

    @Test
    void likelihoodShouldAgree() {
        agree(new GaussianLikelihood(PROBLEM, CONFIG), "likelihood");
    }

    private static void agree(ImitationObjective objective, String fixture) {
        Safetensors file = ParityFixture.read(fixture);
        FlatParameters parameters = new FlatParameters(objective.layout(), file.values("network"), true);
        try (Mlp network = new Mlp(parameters, Activation.RELU, true);
                Adam adam = new Adam(parameters, CONFIG.learningRate(), CONFIG.weightDecay(), 0)) {
            for (int update = 0; update < ParityFixture.UPDATES; update++) {
                ChunkBuffer.Chunks batch = new ChunkBuffer.Chunks(
                        BATCH, file.values(update + ".observations"), file.values(update + ".actions"));
                try (PointerScope scope = new PointerScope()) {
                    Tensor loss = objective.loss(network, batch, new SeededGenerator(0));
                    adam.step(parameters.gradient(loss));
                    assertThat(loss.item_float())
                            .as("update %d", update)
                            .isCloseTo(file.values("losses")[update], within(1e-5f));
                }
            }
        }
    }
}
