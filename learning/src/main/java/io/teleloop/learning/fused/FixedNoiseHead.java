package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.FixedNoise;

/// The action is tanh of the output, with a base clamp(base + scale * tanh(output)), plus clipped noise, clamped to
/// [-1, 1] as a whole. The gradient passes as if there were no clamp. Without an entropy term the log probability is 0.
///
/// @param residualScale 0 without a base
record FixedNoiseHead(FixedNoise distribution, double residualScale) implements ActionHead {
    @Override
    public void act(float[] output, int stride, int rows, ActionSample sample) {
        int size = sample.actionSize;
        double scale = scale();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                int at = row * size + i;
                double squashed = Math.tanh(output[row * stride + i]);
                double noise =
                        Math.clamp(distribution.std() * sample.noise[at], -distribution.clip(), distribution.clip());
                sample.squashed[at] = (float) squashed;
                sample.action[at] = (float) Math.clamp(sample.base[at] + scale * squashed + noise, -1, 1);
            }
        }
    }

    @Override
    public void backward(ActionSample sample, int rows, float entropyWeight, float[] outputGradient, int stride) {
        int size = sample.actionSize;
        float scale = (float) scale();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                float squashed = sample.squashed[row * size + i];
                outputGradient[row * stride + i] =
                        sample.actionGradient[row * size + i] * scale * (1 - squashed * squashed);
            }
        }
    }

    private double scale() {
        return residualScale == 0 ? 1 : residualScale;
    }
}
