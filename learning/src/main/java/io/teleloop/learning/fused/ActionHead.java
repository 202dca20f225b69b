package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;

/// How the outputs of the actor's network become actions, and the way back.
sealed interface ActionHead permits TanhGaussianHead, FixedNoiseHead {

    static ActionHead of(ActorCriticConfig config) {
        double residualScale = config.residual() ? config.residualScale() : 0;
        return switch (config.actor().distribution()) {
            case Distribution.TanhGaussian gaussian -> new TanhGaussianHead(gaussian, residualScale);
            case Distribution.FixedNoise noise -> new FixedNoiseHead(noise, residualScale);
        };
    }

    /// Fills the sample's actions from its noise and base.
    ///
    /// @param output [rows, stride] of the actor's network
    void act(float[] output, int stride, int rows, ActionSample sample);

    /// The gradient of the loss by the network's outputs.
    ///
    /// @param entropyWeight what the loss weighs one log probability with
    /// @param outputGradient [rows, stride], written; its padding stays as it is
    void backward(ActionSample sample, int rows, float entropyWeight, float[] outputGradient, int stride);
}
