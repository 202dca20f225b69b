package io.teleloop.learning.diffusion;

import io.teleloop.learning.tensor.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// From noise to data by Heun's second-order method (Karras et al. 2022, algorithm 1), without fresh noise on the way:
/// equal noise gives equal data.
///
/// @param steps of the method; each asks the denoiser twice, and three times with guidance
record HeunSampler(Edm edm, int steps) {
    static {
        Torch.load();
    }

    /// Tells the data from data with noise.
    @FunctionalInterface
    interface Denoiser {
        /// @param x data with noise
        /// @param sigma the noise's level
        Tensor denoise(Tensor x, double sigma);
    }

    /// Pushes data with noise somewhere.
    @FunctionalInterface
    interface Guide {
        /// @param denoised what the data look like at present
        /// @param step of the sampler, from 0
        /// @return what is added to the data with noise
        Tensor push(Tensor denoised, int step);
    }

    /// Call it inside a scope.
    ///
    /// @param noise standard normal, of the data's shape
    /// @param guide asked before every step but the last, as in policy-guided diffusion (Jackson et al. 2024); null
    ///     without one
    Tensor sample(Tensor noise, Denoiser denoiser, @Nullable Guide guide) {
        double[] levels = edm.levels(steps);
        Tensor x = noise.mul(new Scalar(levels[0]));
        for (int step = 0; step < steps; step++) {
            Tensor next;
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor from = guide != null && step < steps - 1
                        ? x.add(guide.push(denoiser.denoise(x, levels[step]), step))
                        : x;
                next = Torch.retain(heun(from, levels[step], levels[step + 1], denoiser));
            }
            x = next;
            PointerScope.getInnerScope().attach(x);
            Torch.release(x);
        }
        return x;
    }

    private static Tensor heun(Tensor from, double sigma, double lower, Denoiser denoiser) {
        Tensor slope = slope(from, sigma, denoiser);
        Tensor euler = from.add(slope.mul(new Scalar(lower - sigma)));
        if (lower == 0) {
            return euler;
        }
        Tensor both = slope.add(slope(euler, lower, denoiser));
        return from.add(both.mul(new Scalar(0.5 * (lower - sigma))));
    }

    private static Tensor slope(Tensor x, double sigma, Denoiser denoiser) {
        return x.sub(denoiser.denoise(x, sigma)).div(new Scalar(sigma));
    }
}
