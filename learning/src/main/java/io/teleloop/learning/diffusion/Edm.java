package io.teleloop.learning.diffusion;

import java.util.random.RandomGenerator;

/// How noise is added, how the network is scaled at each level of it, and which levels a sampler passes (Karras et al.
/// 2022, "Elucidating the Design Space of Diffusion-Based Generative Models", table 1 and equation 5).
///
/// The denoised data are `skip(s) x + out(s) F(in(s) x, time(s))` of the data with noise x and the network F.
///
/// @param data standard deviation of the data
/// @param smallest level of noise that a sampler passes
/// @param largest level of noise, at which a sampler begins
/// @param rho how much denser the levels are where there is little noise
/// @param meanLog mean of the level's natural logarithm in training
/// @param deviationLog standard deviation of the same
public record Edm(double data, double smallest, double largest, double rho, double meanLog, double deviationLog) {
    public static final Edm DEFAULT = new Edm(1, 0.002, 80, 7, -1.2, 1.2);

    double skip(double sigma) {
        return data * data / (sigma * sigma + data * data);
    }

    double out(double sigma) {
        return sigma * data / Math.hypot(sigma, data);
    }

    double in(double sigma) {
        return 1 / Math.hypot(sigma, data);
    }

    /// What the network is told of the level: its logarithm, 0 at the largest and 1 at the smallest.
    double time(double sigma) {
        return Math.log(largest / sigma) / Math.log(largest / smallest);
    }

    /// Of a squared error of the denoised data: with it every level asks as much of the network.
    double weight(double sigma) {
        return 1 / (out(sigma) * out(sigma));
    }

    /// A level to train at.
    double draw(RandomGenerator random) {
        return Math.exp(meanLog + deviationLog * random.nextGaussian());
    }

    /// The levels that a sampler passes, falling.
    ///
    /// @return `steps` + 1 of them, the last one 0
    double[] levels(int steps) {
        double from = Math.pow(largest, 1 / rho);
        double to = Math.pow(smallest, 1 / rho);
        double[] levels = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            levels[i] = Math.pow(from + (to - from) * i / Math.max(1, steps - 1), rho);
        }
        return levels;
    }
}
