package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.TimeFeatures;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.Torch;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The network within its scalings. Numbers of a window that never differ are not made up: they are and stay 0. Such is
/// the change of the first observation, which is told to the network.
///
/// @param edm scalings
/// @param codec of windows
/// @param network of a row's size, told the noise's level and the first observation
record Denoiser(Edm edm, WindowCodec codec, TemporalUnet network) {
    static {
        Torch.load();
    }

    static Denoiser of(Edm edm, WindowCodec codec, int width) {
        WindowShape shape = codec.shape();
        return new Denoiser(edm, codec, new TemporalUnet(shape.row(), TimeFeatures.SIZE + shape.observation(), width));
    }

    /// @param x [windows, rows, row] with noise
    /// @param sigma level of each window's noise
    /// @param starts [windows, observation], normalised
    /// @return [windows, rows, row] without noise
    Tensor denoise(FlatParameters parameters, Tensor x, double[] sigma, Tensor starts) {
        Tensor open = open();
        Tensor told = torch.cat(new TensorVector(times(sigma), starts), 1);
        Tensor network =
                network().forward(parameters, x.mul(each(sigma, edm::in)).mul(open), told);
        return x.mul(each(sigma, edm::skip))
                .add(network.mul(each(sigma, edm::out)))
                .mul(open);
    }

    /// Mean over all numbers of the weighted squared error.
    ///
    /// @param clean [windows, rows, row]
    /// @param starts [windows, observation], normalised
    /// @param noise standard normal, of the windows' shape
    /// @param sigma level of each window's noise
    Tensor loss(FlatParameters parameters, Tensor clean, Tensor starts, Tensor noise, double[] sigma) {
        Tensor x = clean.add(noise.mul(each(sigma, s -> s)));
        return denoise(parameters, x, sigma, starts)
                .sub(clean)
                .mul(open())
                .square()
                .mul(each(sigma, edm::weight))
                .mean();
    }

    /// 1 where numbers are made up, else 0.
    private Tensor open() {
        float[] open = new float[codec.shape().size()];
        for (int i = 0; i < open.length; i++) {
            open[i] = codec.deviation()[i] > 0 ? 1 : 0;
        }
        return Torch.tensor(open, 1, codec.shape().rows(), codec.shape().row());
    }

    private Tensor times(double[] sigma) {
        float[] times = new float[sigma.length * TimeFeatures.SIZE];
        for (int i = 0; i < sigma.length; i++) {
            System.arraycopy(TimeFeatures.of(edm.time(sigma[i])), 0, times, i * TimeFeatures.SIZE, TimeFeatures.SIZE);
        }
        return Torch.tensor(times, sigma.length, TimeFeatures.SIZE);
    }

    private static Tensor each(double[] sigma, DoubleUnaryOperator of) {
        float[] values = new float[sigma.length];
        for (int i = 0; i < sigma.length; i++) {
            values[i] = (float) of.applyAsDouble(sigma[i]);
        }
        return Torch.tensor(values, sigma.length, 1, 1);
    }
}
