package io.teleloop.learning.actorcritic;

import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.tensor.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The actor's network and how its output and some noise become an action.
final class LibtorchActor implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final Scalar MINUS_HALF = Torch.scalar(-0.5);
    private static final Scalar TWO = Torch.scalar(2);
    private static final Scalar MINUS_TWO = Torch.scalar(-2);
    private static final Scalar HALF_LOG_TWO_PI = Torch.scalar(0.5 * Math.log(2 * Math.PI));
    private static final Scalar LOG_TWO = Torch.scalar(Math.log(2));
    private static final ScalarOptional MINUS_ONE = optional(-1);
    private static final ScalarOptional ONE = optional(1);
    private static final ScalarTypeOptional SAME_TYPE = Torch.retain(new ScalarTypeOptional());

    private final ActorCriticConfig config;
    private final Mlp network;
    private final Scalar residualScale;

    LibtorchActor(ActorCriticConfig config, Mlp network) {
        this.config = config;
        this.network = network;
        residualScale = Torch.scalar(config.residualScale());
    }

    /// @param action [batch, actionSize], combined with the base's
    /// @param logProbability [batch, 1] of the network's own part; 0 for noise of a fixed size
    record Sample(Tensor action, Tensor logProbability) {}

    /// @param observations [batch, observationSize]
    /// @param base [batch, actionSize], looked at only by a residual
    /// @param noise [batch, actionSize] standard normal
    Sample sample(Tensor observations, Tensor base, Tensor noise) {
        Tensor input = config.residual() ? torch.cat(new TensorVector(observations, base), -1) : observations;
        Tensor output = network.forward(input);
        return switch (config.actor().distribution()) {
            case ActorCriticConfig.Distribution.TanhGaussian gaussian -> gaussian(gaussian, output, base, noise);
            case ActorCriticConfig.Distribution.FixedNoise fixed -> fixed(fixed, output, base, noise);
        };
    }

    private Sample gaussian(
            ActorCriticConfig.Distribution.TanhGaussian gaussian, Tensor output, Tensor base, Tensor noise) {
        int size = config.actionSize();
        Tensor mean = output.narrow(-1, 0, size);
        Tensor logStd = output.narrow(-1, size, size)
                .clamp(
                        new ScalarOptional(new Scalar(gaussian.minimumLogStd())),
                        new ScalarOptional(new Scalar(gaussian.maximumLogStd())));
        Tensor u = mean.add(logStd.exp().mul(noise));
        // log N(u) - log |d tanh(u) / du|, the latter as 2 (log 2 - u - softplus(-2u)), which does not underflow.
        Tensor logNormal = noise.mul(noise).mul(MINUS_HALF).sub(logStd).sub(HALF_LOG_TWO_PI);
        Tensor logSlope =
                u.neg().add(LOG_TWO).sub(torch.softplus(u.mul(MINUS_TWO))).mul(TWO);
        Tensor logProbability = logNormal.sub(logSlope).sum(new long[] {-1}, true, SAME_TYPE);
        Tensor action = u.tanh();
        return new Sample(config.residual() ? clamp(combine(action, base)) : action, logProbability);
    }

    private Sample fixed(ActorCriticConfig.Distribution.FixedNoise fixed, Tensor output, Tensor base, Tensor noise) {
        Tensor own = output.tanh();
        Tensor combined = config.residual() ? combine(own, base) : own;
        Tensor disturbance = noise.mul(new Scalar(fixed.std()))
                .clamp(new ScalarOptional(new Scalar(-fixed.clip())), new ScalarOptional(new Scalar(fixed.clip())));
        return new Sample(clamp(combined.add(disturbance)), torch.zeros(noise.size(0), 1));
    }

    private Tensor combine(Tensor own, Tensor base) {
        return base.add(own.mul(residualScale));
    }

    /// To [-1, 1]; the gradient passes as if there were no clamp.
    private static Tensor clamp(Tensor action) {
        return action.add(action.clamp(MINUS_ONE, ONE).sub(action).detach());
    }

    private static ScalarOptional optional(double value) {
        return Torch.retain(new ScalarOptional(Torch.scalar(value)));
    }

    @Override
    public void close() {
        network.close();
        Torch.release(residualScale);
    }
}
