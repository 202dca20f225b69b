package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import java.util.Arrays;

/// The weight of the entropy, alpha, learned through its logarithm; 0 and never changed for noise of a fixed size.
final class Temperature {
    private final Distribution distribution;
    /// One value each, padded.
    private float[] logarithm = new float[Lanes.COUNT];

    private float[] firstMoment = new float[Lanes.COUNT];
    private float[] secondMoment = new float[Lanes.COUNT];
    private long steps;

    Temperature(Distribution distribution) {
        this.distribution = distribution;
    }

    float value() {
        return switch (distribution) {
            case Distribution.TanhGaussian _ -> (float) Math.exp(logarithm[0]);
            case Distribution.FixedNoise _ -> 0;
        };
    }

    /// Entropy that it is held at.
    double target() {
        return switch (distribution) {
            case Distribution.TanhGaussian gaussian -> gaussian.targetEntropy();
            case Distribution.FixedNoise _ -> 0;
        };
    }

    /// @param gradient of the loss by the logarithm
    void step(double gradient) {
        switch (distribution) {
            case Distribution.TanhGaussian gaussian -> {
                steps++;
                float[] slope = new float[Lanes.COUNT];
                slope[0] = (float) gradient;
                Adam.step(steps, gaussian.temperatureLearningRate(), 0, 1)
                        .apply(logarithm, slope, firstMoment, secondMoment);
            }
            case Distribution.FixedNoise _ -> {}
        }
    }

    Optimised state() {
        return new Optimised(
                new float[] {logarithm[0]}, new float[] {firstMoment[0]}, new float[] {secondMoment[0]}, steps);
    }

    void restore(Optimised state) {
        logarithm = Arrays.copyOf(state.values(), Lanes.COUNT);
        firstMoment = Arrays.copyOf(state.firstMoment(), Lanes.COUNT);
        secondMoment = Arrays.copyOf(state.secondMoment(), Lanes.COUNT);
        steps = state.steps();
    }
}
