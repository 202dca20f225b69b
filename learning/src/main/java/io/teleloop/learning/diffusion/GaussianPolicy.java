package io.teleloop.learning.diffusion;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution.TanhGaussian;
import io.teleloop.learning.network.Mlp;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/// A policy whose action is tanh(u), u drawn from a Gaussian with a mean and a deviation of its own for each dimension:
/// what a cloned policy is, and what the actor of soft actor-critic is. Likelihoods and gradients are those of u.
public final class GaussianPolicy implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final Scalar HALF = Torch.scalar(0.5);
    private static final Scalar HALF_LOG_TWO_PI = Torch.scalar(0.5 * Math.log(2 * Math.PI));
    private static final ScalarOptional LOWEST = Torch.retain(new ScalarOptional(Torch.scalar(-Normaliser.CLIP)));
    private static final ScalarOptional HIGHEST = Torch.retain(new ScalarOptional(Torch.scalar(Normaliser.CLIP)));

    private final Mlp network;
    private final Normaliser normaliser;
    private final double minimumLogDeviation;
    private final double maximumLogDeviation;

    /// @param network from normalised observations to means and behind them logarithms of deviations; closed with this
    /// @param normaliser of observations
    /// @param minimumLogDeviation what is below is cut off
    /// @param maximumLogDeviation what is above is cut off
    public GaussianPolicy(Mlp network, Normaliser normaliser, double minimumLogDeviation, double maximumLogDeviation) {
        this.network = network;
        this.normaliser = normaliser;
        this.minimumLogDeviation = minimumLogDeviation;
        this.maximumLogDeviation = maximumLogDeviation;
    }

    /// The actor of soft actor-critic, as it is now.
    ///
    /// @param actor parameters, laid out as the configuration says
    /// @param normaliser of observations
    /// @throws IllegalArgumentException when the actor is not a Gaussian one that acts alone
    public static GaussianPolicy of(ActorCriticConfig config, float[] actor, Normaliser normaliser) {
        if (config.residual() || !(config.actor().distribution() instanceof TanhGaussian gaussian)) {
            throw new IllegalArgumentException("this actor's likelihood is not that of its own tanh-Gaussian");
        }
        return new GaussianPolicy(
                new Mlp(
                        new FlatParameters(config.actorLayout(), actor, false),
                        config.actor().activation(),
                        config.actor().layerNorm()),
                normaliser,
                gaussian.minimumLogStd(),
                gaussian.maximumLogStd());
    }

    /// What is done at observations. Call it inside a scope.
    ///
    /// @param observations [..., observation], raw
    Gaussian at(Tensor observations) {
        int size = normaliser.size();
        Tensor rows = observations
                .reshape(-1, size)
                .sub(Torch.tensor(normaliser.mean(), size))
                .div(Torch.tensor(normaliser.deviation(), size))
                .clamp(LOWEST, HIGHEST);
        Tensor output = network.forward(rows);
        long actionSize = output.size(1) / 2;
        long[] shape = new long[Math.toIntExact(observations.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = observations.size(i);
        }
        shape[shape.length - 1] = actionSize;
        Tensor logDeviation = output.narrow(1, actionSize, actionSize)
                .clamp(
                        new ScalarOptional(new Scalar(minimumLogDeviation)),
                        new ScalarOptional(new Scalar(maximumLogDeviation)));
        return new Gaussian(output.narrow(1, 0, actionSize).reshape(shape), logDeviation.reshape(shape));
    }

    /// A diagonal Gaussian over u.
    ///
    /// @param mean [..., action]
    /// @param logDeviation [..., action]
    record Gaussian(Tensor mean, Tensor logDeviation) {
        /// Of each dimension, in nats.
        Tensor logLikelihood(Tensor u) {
            Tensor distance = u.sub(mean).div(logDeviation.exp()).square().mul(HALF);
            return distance.add(logDeviation).add(HALF_LOG_TWO_PI).neg();
        }

        /// Of the log-likelihood, to u.
        Tensor gradient(Tensor u) {
            return mean.sub(u).div(logDeviation.exp().square());
        }
    }

    /// Mean log-likelihood of a window's actions, nats for each dimension of one.
    public double logLikelihood(List<Moment> window) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            int actionSize = window.getFirst().action().length;
            float[] seen = new float[window.size() * normaliser.size()];
            float[] done = new float[window.size() * actionSize];
            for (int row = 0; row < window.size(); row++) {
                Moment moment = window.get(row);
                System.arraycopy(moment.observation(), 0, seen, row * normaliser.size(), normaliser.size());
                System.arraycopy(WindowCodec.unsquashed(moment.action()), 0, done, row * actionSize, actionSize);
            }
            return at(Torch.tensor(seen, window.size(), normaliser.size()))
                    .logLikelihood(Torch.tensor(done, window.size(), actionSize))
                    .mean()
                    .item_double();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
