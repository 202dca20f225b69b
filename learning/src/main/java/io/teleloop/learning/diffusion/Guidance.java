package io.teleloop.learning.diffusion;

import io.teleloop.learning.tensor.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How strongly windows are drawn to the actions of a policy; their observations never are (Jackson et al. 2024,
/// "Policy-Guided Diffusion").
///
/// The gradient of the policy's log-likelihood is taken at the window without its noise, as the denoiser sees it at
/// present, which is one of the authors' variants: policies know nothing of noise.
///
/// @param policy drawn to
/// @param coefficient 0 is not at all
/// @param normalised whether a window's gradient has length 1, whatever the policy's deviation; as published
public record Guidance(GaussianPolicy policy, double coefficient, boolean normalised) {
    static {
        Torch.load();
    }

    private static final double COSINE = 0.3;
    private static final Scalar SMALLEST_LENGTH = Torch.scalar(1e-8);
    private static final ScalarOptional EUCLIDEAN = Torch.retain(new ScalarOptional(Torch.scalar(2)));

    /// Normalised.
    public static Guidance to(GaussianPolicy policy, double coefficient) {
        return new Guidance(policy, coefficient, true);
    }

    /// How far a step of a sampler goes along the gradient.
    double strength(int step, int steps) {
        double falling = 1 - step / (double) steps;
        return coefficient * (falling + COSINE * Math.sin(Math.PI * (step + 1) / steps));
    }

    /// What is added to windows at a step of a sampler.
    ///
    /// @param windows [windows, rows, row], as the codec tells them
    /// @param starts [windows, observation], raw
    Tensor push(Tensor windows, Tensor starts, WindowCodec codec, int step, int steps) {
        WindowShape shape = codec.shape();
        Tensor deviation = Torch.tensor(codec.deviation(), shape.rows(), shape.row());
        Tensor raw = windows.mul(deviation).add(Torch.tensor(codec.mean(), shape.rows(), shape.row()));
        Tensor observations = raw.narrow(2, 0, shape.observation()).add(starts.unsqueeze(1));
        Tensor gradient = policy.at(observations)
                .gradient(raw.narrow(2, shape.observation(), shape.action()))
                .mul(deviation.narrow(1, shape.observation(), shape.action()));
        if (normalised) {
            gradient = gradient.div(
                    gradient.norm(EUCLIDEAN, new long[] {1, 2}, true).add(SMALLEST_LENGTH));
        }
        return torch.constant_pad_nd(gradient.mul(new Scalar(strength(step, steps))), shape.observation(), 2);
    }
}
