package io.teleloop.learning.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.network.TimeFeatures;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every exporter against libtorch on random inputs.
class ExportTest {
    private static final int TRIALS = 20;
    private static final float TOLERANCE = 1e-5f;
    private static final int OBSERVATIONS = 9;
    private static final int ACTIONS = 3;
    private static final List<Integer> HIDDEN = List.of(32, 24);
    private static final double RESIDUAL_SCALE = 0.3;
    private static final Distribution.TanhGaussian GAUSSIAN = new Distribution.TanhGaussian(-1, 0.5, 1, -1, 3e-4);
    private static final Distribution.FixedNoise FIXED = new Distribution.FixedNoise(0.2, 0.3);

    private final SeededGenerator random = new SeededGenerator(5);
    private final Normaliser normaliser =
            Normaliser.of(List.of(gaussian(OBSERVATIONS), gaussian(OBSERVATIONS), gaussian(OBSERVATIONS)));

    /// What the network should decide, computed with libtorch.
    interface Reference {
        Tensor action(Mlp network, Tensor observation, Tensor base, Tensor noise);
    }

    @ParameterizedTest
    @CsvSource({"RELU,false", "RELU,true", "TANH,true"})
    void aDeterministicNetworkShouldDecideTheSame(Activation activation, boolean layerNorm) throws OrtException {
        ParameterLayout layout = ParameterLayout.mlp(OBSERVATIONS, HIDDEN, ACTIONS, layerNorm, false);
        float[] values = values(layout);

        agree(
                new ImitationExport(layout, values, activation, layerNorm, normaliser).deterministic(ACTIONS),
                new FlatParameters(layout, values, false),
                activation,
                layerNorm,
                (network, observation, base, noise) -> clamp(network.forward(observation)),
                0,
                0);
    }

    @Test
    void aGaussianNetworkShouldDecideTheSame() throws OrtException {
        ParameterLayout layout = ParameterLayout.mlp(OBSERVATIONS, HIDDEN, 2 * ACTIONS, false, false);
        float[] values = values(layout);

        agree(
                new ImitationExport(layout, values, Activation.RELU, false, normaliser).gaussian(ACTIONS, -1, 0.5f),
                new FlatParameters(layout, values, false),
                Activation.RELU,
                false,
                (network, observation, base, noise) -> clamp(sample(network.forward(observation), noise)),
                0,
                ACTIONS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFlowShouldDecideTheSameAsItsEulerStepsOneByOne(boolean layerNorm) throws OrtException {
        int chunk = 4 * ACTIONS;
        int steps = 5;
        ParameterLayout layout =
                ParameterLayout.mlp(OBSERVATIONS + chunk + TimeFeatures.SIZE, HIDDEN, chunk, layerNorm, false);
        float[] values = values(layout);

        agree(
                new ImitationExport(layout, values, Activation.RELU, layerNorm, normaliser)
                        .flow(new float[chunk], steps),
                new FlatParameters(layout, values, false),
                Activation.RELU,
                layerNorm,
                (network, observation, base, noise) -> {
                    Tensor actions = noise;
                    for (int step = 0; step < steps; step++) {
                        Tensor time = row(TimeFeatures.of((double) step / steps));
                        Tensor velocity = network.forward(torch.cat(new TensorVector(observation, actions, time), 1));
                        actions = actions.add(velocity.mul(new Scalar(1.0 / steps)));
                    }
                    return clamp(actions);
                },
                0,
                chunk);
    }

    @Test
    void aFlowShouldBeginWithItsStartWhereTheNoiseIsZero() throws OrtException {
        int chunk = 2 * ACTIONS;
        ParameterLayout layout =
                ParameterLayout.mlp(OBSERVATIONS + chunk + TimeFeatures.SIZE, HIDDEN, chunk, true, false);
        float[] start = gaussian(chunk);
        byte[] onnx = new ImitationExport(layout, values(layout), Activation.RELU, true, normaliser).flow(start, 3);
        float[] observation = gaussian(OBSERVATIONS);

        try (OnnxModel model = new OnnxModel(onnx)) {
            assertThat(model.action(Map.of("observation", observation, "noise", new float[chunk])))
                    .containsExactly(model.action(Map.of("observation", observation, "noise", start)));
        }
    }

    @Test
    void aTanhGaussianActorShouldDecideTheSame() throws OrtException {
        actorsAgree(GAUSSIAN, 0, (network, observation, base, noise) -> sample(network.forward(observation), noise)
                .tanh());
    }

    @Test
    void anActorWithFixedNoiseShouldDecideTheSame() throws OrtException {
        actorsAgree(
                FIXED,
                0,
                (network, observation, base, noise) ->
                        clamp(network.forward(observation).tanh().add(cut(noise))));
    }

    @Test
    void aTanhGaussianResidualShouldDecideTheSame() throws OrtException {
        actorsAgree(GAUSSIAN, RESIDUAL_SCALE, (network, observation, base, noise) -> {
            Tensor output = network.forward(torch.cat(new TensorVector(observation, base), 1));
            return clamp(base.add(sample(output, noise).tanh().mul(new Scalar(RESIDUAL_SCALE))));
        });
    }

    @Test
    void aResidualWithFixedNoiseShouldDecideTheSame() throws OrtException {
        actorsAgree(FIXED, RESIDUAL_SCALE, (network, observation, base, noise) -> {
            Tensor output = network.forward(torch.cat(new TensorVector(observation, base), 1));
            return clamp(base.add(output.tanh().mul(new Scalar(RESIDUAL_SCALE))).add(cut(noise)));
        });
    }

    @Test
    void aGripperHeadShouldCommandTheLevelThatItRatesBest() throws OrtException {
        ActorCriticConfig config = config(GAUSSIAN, 0);
        float[] levels = {-1, 0.25f, 1};
        ParameterLayout rating = ParameterLayout.mlp(OBSERVATIONS, HIDDEN, levels.length, true, false);
        float[] ratingValues = values(rating);
        float[] values = values(config.actorLayout());
        byte[] onnx = ActorExport.onnx(
                config, values, new GripperHead(rating, ratingValues, Activation.TANH, true, levels), normaliser);

        try (OnnxModel model = new OnnxModel(onnx);
                Mlp network = new Mlp(new FlatParameters(rating, ratingValues, false), Activation.TANH, true)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                float[] observation = gaussian(OBSERVATIONS);
                float[] action = model.action(Map.of("observation", observation, "noise", new float[ACTIONS]));
                try (PointerScope scope = new PointerScope()) {
                    float[] ratings = Torch.values(network.forward(row(normaliser.apply(observation))));
                    int best =
                            ratings[0] >= ratings[1] && ratings[0] >= ratings[2] ? 0 : ratings[1] >= ratings[2] ? 1 : 2;
                    assertThat(action).hasSize(ACTIONS + 1);
                    assertThat(action[ACTIONS]).isEqualTo(levels[best]);
                }
            }
        }
    }

    private void actorsAgree(Distribution distribution, double residualScale, Reference reference) throws OrtException {
        ActorCriticConfig config = config(distribution, residualScale);
        float[] values = values(config.actorLayout());
        agree(
                ActorExport.onnx(config, values, normaliser),
                new FlatParameters(config.actorLayout(), values, false),
                Activation.TANH,
                true,
                reference,
                config.baseSize(),
                ACTIONS);
    }

    private static ActorCriticConfig config(Distribution distribution, double residualScale) {
        return new ActorCriticConfig(
                OBSERVATIONS,
                ACTIONS,
                new ActorCriticConfig.Actor(HIDDEN, Activation.TANH, true, distribution, 3e-4, 0),
                new ActorCriticConfig.Critic(HIDDEN, Activation.TANH, true, 2, 2, false, 3e-4, 0, 0.005),
                residualScale,
                0);
    }

    private void agree(
            byte[] onnx,
            FlatParameters parameters,
            Activation activation,
            boolean layerNorm,
            Reference reference,
            int baseSize,
            int noiseSize)
            throws OrtException {
        try (OnnxModel model = new OnnxModel(onnx);
                Mlp network = new Mlp(parameters, activation, layerNorm);
                NoGradGuard guard = new NoGradGuard()) {
            for (int trial = 0; trial < TRIALS; trial++) {
                float[] observation = gaussian(OBSERVATIONS);
                float[] base = uniform(baseSize);
                float[] noise = gaussian(noiseSize);
                Map<String, float[]> inputs = new HashMap<>(Map.of("observation", observation));
                if (baseSize > 0) {
                    inputs.put("base_action", base);
                }
                if (noiseSize > 0) {
                    inputs.put("noise", noise);
                }
                float[] actual = model.action(inputs);
                try (PointerScope scope = new PointerScope()) {
                    float[] expected = Torch.values(
                            reference.action(network, row(normaliser.apply(observation)), row(base), row(noise)));
                    assertThat(actual).hasSize(expected.length);
                    for (int i = 0; i < actual.length; i++) {
                        assertThat(Math.abs(actual[i] - expected[i])).isLessThan(TOLERANCE);
                    }
                }
            }
        }
    }

    private static Tensor sample(Tensor output, Tensor noise) {
        Tensor deviation = output.narrow(1, ACTIONS, ACTIONS)
                .clamp(bound(GAUSSIAN.minimumLogStd()), bound(GAUSSIAN.maximumLogStd()))
                .exp();
        return output.narrow(1, 0, ACTIONS).add(deviation.mul(noise));
    }

    private static Tensor cut(Tensor noise) {
        return noise.mul(new Scalar(FIXED.std())).clamp(bound(-FIXED.clip()), bound(FIXED.clip()));
    }

    private static Tensor clamp(Tensor action) {
        return action.clamp(bound(-1), bound(1));
    }

    private static ScalarOptional bound(double value) {
        return new ScalarOptional(new Scalar(value));
    }

    private static Tensor row(float[] values) {
        return Torch.tensor(values, 1, values.length);
    }

    /// Also what starts at zero must differ from it here.
    private float[] values(ParameterLayout layout) {
        float[] values = layout.initial(random);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1f * (float) random.nextGaussian();
        }
        return values;
    }

    private float[] gaussian(int size) {
        float[] values = new float[size];
        random.fillGaussian(values);
        return values;
    }

    private float[] uniform(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
