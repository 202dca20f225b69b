package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.FixedNoise;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss is sum of c * action + weight * log probability with random c.
class ActionHeadTest {
    private static final int ROWS = 4;
    private static final int ACTIONS = 3;
    private static final float ENTROPY_WEIGHT = 0.3f;
    private static final TanhGaussian GAUSSIAN = new TanhGaussian(-2, 1, 1, -1, 1e-3);
    private static final double STEP = 1e-6;

    private final SplittableRandom random = new SplittableRandom(5);
    private final ActionSample sample = new ActionSample(ROWS, ACTIONS);

    private ActionHeadTest() {
        System.arraycopy(Numbers.gaussian(ROWS * ACTIONS, random), 0, sample.noise, 0, ROWS * ACTIONS);
        System.arraycopy(Numbers.gaussian(ROWS * ACTIONS, random), 0, sample.actionGradient, 0, ROWS * ACTIONS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void aGaussiansActionAndLogProbabilityShouldBeThoseOfTheFormulas(double residualScale) {
        float[] output = Numbers.gaussian(ROWS * 2 * ACTIONS, random);
        setBase(residualScale);

        new TanhGaussianHead(GAUSSIAN, residualScale).act(output, 2 * ACTIONS, ROWS, sample);

        for (int row = 0; row < ROWS; row++) {
            double logProbability = 0;
            for (int i = 0; i < ACTIONS; i++) {
                int at = row * ACTIONS + i;
                double std = Math.exp(Math.clamp(output[row * 2 * ACTIONS + ACTIONS + i], -2.0, 1.0));
                double u = output[row * 2 * ACTIONS + i] + std * sample.noise[at];
                double z = sample.noise[at];
                double density = Math.exp(-z * z / 2) / (std * Math.sqrt(2 * Math.PI));
                logProbability += Math.log(density / (1 - Math.tanh(u) * Math.tanh(u)));
                double action = residualScale == 0 ? Math.tanh(u) : sample.base[at] + residualScale * Math.tanh(u);
                assertThat((double) sample.action[at]).isCloseTo(Math.clamp(action, -1, 1), offset(1e-6));
            }
            assertThat((double) sample.logProbability[row]).isCloseTo(logProbability, offset(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void aGaussiansGradientShouldBeTheSlopeOfTheLoss(double residualScale) {
        float[] output = Numbers.gaussian(ROWS * 2 * ACTIONS, random);
        // Beyond the clamp nothing depends on the log deviation.
        output[ACTIONS] = -2.5f;
        output[ACTIONS + 1] = 1.5f;
        TanhGaussianHead head = new TanhGaussianHead(GAUSSIAN, residualScale);
        float[] gradient = new float[output.length];
        head.act(output, 2 * ACTIONS, ROWS, sample);

        head.backward(sample, ROWS, ENTROPY_WEIGHT, gradient, 2 * ACTIONS);

        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < ACTIONS; i++) {
                int at = row * 2 * ACTIONS + i;
                int inSample = row * ACTIONS + i;
                double mean = output[at];
                double logStd = output[at + ACTIONS];
                double byMean = loss(mean + STEP, logStd, inSample, residualScale)
                        - loss(mean - STEP, logStd, inSample, residualScale);
                double byLogStd = loss(mean, logStd + STEP, inSample, residualScale)
                        - loss(mean, logStd - STEP, inSample, residualScale);
                assertThat((double) gradient[at]).isCloseTo(byMean / (2 * STEP), offset(1e-4));
                assertThat((double) gradient[at + ACTIONS]).isCloseTo(byLogStd / (2 * STEP), offset(1e-4));
            }
        }
    }

    /// What one component adds to the loss, as if the action were not clamped.
    private double loss(double mean, double logStd, int at, double residualScale) {
        double clamped = Math.clamp(logStd, GAUSSIAN.minimumLogStd(), GAUSSIAN.maximumLogStd());
        double squashed = Math.tanh(mean + Math.exp(clamped) * sample.noise[at]);
        double scale = residualScale == 0 ? 1 : residualScale;
        double logProbability = -clamped - Math.log(1 - squashed * squashed);
        return sample.actionGradient[at] * scale * squashed + ENTROPY_WEIGHT * logProbability;
    }

    @Test
    void farOutTheLogProbabilityShouldStayFinite() {
        float[] output = new float[ROWS * 2 * ACTIONS];
        output[0] = 80;
        output[1] = -80;

        new TanhGaussianHead(GAUSSIAN, 0).act(output, 2 * ACTIONS, ROWS, sample);

        assertThat(sample.logProbability[0]).isFinite().isGreaterThan(200);
        assertThat(sample.action[0]).isOne();
        assertThat(sample.action[1]).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void fixedNoiseShouldBeCutAddedAndLeaveTheGradientAlone(double residualScale) {
        float[] output = Numbers.gaussian(ROWS * ACTIONS, random);
        setBase(residualScale);
        FixedNoiseHead head = new FixedNoiseHead(new FixedNoise(0.5, 0.3), residualScale);
        float[] gradient = new float[output.length];

        head.act(output, ACTIONS, ROWS, sample);
        head.backward(sample, ROWS, 0, gradient, ACTIONS);

        double scale = residualScale == 0 ? 1 : residualScale;
        for (int at = 0; at < output.length; at++) {
            double squashed = Math.tanh(output[at]);
            double noise = Math.clamp(0.5 * sample.noise[at], -0.3, 0.3);
            double action = Math.clamp(sample.base[at] + scale * squashed + noise, -1, 1);
            assertThat((double) sample.action[at]).isCloseTo(action, offset(1e-6));
            double slope = sample.actionGradient[at] * scale * (1 - squashed * squashed);
            assertThat((double) gradient[at]).isCloseTo(slope, offset(1e-6));
        }
        assertThat(sample.logProbability).containsOnly(0);
    }

    /// Some of them so far out that the sum with the residual is clamped.
    private void setBase(double residualScale) {
        if (residualScale > 0) {
            for (int i = 0; i < sample.base.length; i++) {
                sample.base[i] = (float) random.nextDouble(-1.1, 1.1);
            }
        }
    }
}
