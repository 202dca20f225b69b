package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;

/// The action is tanh(u), u = mean + deviation * noise (Haarnoja et al. 2018), or with a base
/// clamp(base + scale * tanh(u), -1, 1), the gradient passing as if there were no clamp. Outputs are the means and
/// behind them the log deviations.
///
/// @param residualScale 0 without a base
record TanhGaussianHead(TanhGaussian distribution, double residualScale) implements ActionHead {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LOG_TWO = Math.log(2);

    @Override
    public void act(float[] output, int stride, int rows, ActionSample sample) {
        int size = sample.actionSize;
        for (int row = 0; row < rows; row++) {
            double logProbability = 0;
            for (int i = 0; i < size; i++) {
                int at = row * size + i;
                double noise = sample.noise[at];
                float raw = output[row * stride + size + i];
                double logDeviation = Math.clamp(raw, distribution.minimumLogStd(), distribution.maximumLogStd());
                double deviation = Math.exp(logDeviation);
                double u = output[row * stride + i] + deviation * noise;
                double decay = Math.exp(-2 * Math.abs(u));
                double squashed = Math.copySign((1 - decay) / (1 + decay), u);
                // softplus(-2u) = log(1 + exp(-2u)), without overflow
                double softplus = Math.log(1 + decay) + Math.max(-2 * u, 0);
                logProbability += -0.5 * noise * noise - logDeviation - HALF_LOG_TWO_PI - 2 * (LOG_TWO - u - softplus);
                sample.squashed[at] = (float) squashed;
                sample.deviation[at] = raw == logDeviation ? (float) deviation : 0;
                sample.action[at] = residualScale == 0
                        ? (float) squashed
                        : (float) Math.clamp(sample.base[at] + residualScale * squashed, -1, 1);
            }
            sample.logProbability[row] = (float) logProbability;
        }
    }

    /// With d log pi / du = 2 tanh(u) and d log pi / d log deviation = -1 directly.
    @Override
    public void backward(ActionSample sample, int rows, float entropyWeight, float[] outputGradient, int stride) {
        int size = sample.actionSize;
        float scale = residualScale == 0 ? 1 : (float) residualScale;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < size; i++) {
                int at = row * size + i;
                float squashed = sample.squashed[at];
                float throughAction = sample.actionGradient[at] * scale * (1 - squashed * squashed);
                float u = throughAction + entropyWeight * 2 * squashed;
                float deviation = sample.deviation[at];
                outputGradient[row * stride + i] = u;
                outputGradient[row * stride + size + i] =
                        deviation == 0 ? 0 : u * deviation * sample.noise[at] - entropyWeight;
            }
        }
    }
}
