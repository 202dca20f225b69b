package io.teleloop.learning.network;

import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A perceptron, or an ensemble of them side by side, on libtorch; laid out as
/// [io.teleloop.learning.tensor.ParameterLayout#mlp] and `ensemble` say.
///
/// @param parameters of all layers
/// @param activation after each hidden layer
/// @param layerNorm whether hidden layers are Dense, LayerNorm, activation
public record Mlp(FlatParameters parameters, Activation activation, boolean layerNorm) implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final TensorOptional NONE = Torch.retain(new TensorOptional());
    private static final double NORM_EPSILON = 1e-5;

    /// @param x [batch, in]; of an ensemble [heads, batch, in]
    /// @return [batch, out]; of an ensemble [heads, batch, out]
    public Tensor forward(Tensor x) {
        Tensor[] all = new Tensor[parameters.count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = parameters.get(i);
        }
        return forward(all, x);
    }

    /// Some heads of an ensemble.
    ///
    /// @param heads which, as integers
    /// @param x [heads.size, batch, in]
    public Tensor forward(Tensor heads, Tensor x) {
        Tensor[] some = new Tensor[parameters.count()];
        for (int i = 0; i < some.length; i++) {
            some[i] = parameters.get(i).index_select(0, heads);
        }
        return forward(some, x);
    }

    private Tensor forward(Tensor[] p, Tensor x) {
        Tensor h = x;
        int at = 0;
        while (at + 2 < p.length) {
            h = dense(p[at], p[at + 1], h);
            at += 2;
            if (layerNorm) {
                Tensor normed = torch.layer_norm(h, new long[] {h.size(-1)}, NONE, NONE, NORM_EPSILON, false);
                h = normed.mul(p[at]).add(p[at + 1]);
                at += 2;
            }
            h = switch (activation) {
                case RELU -> h.relu();
                case TANH -> h.tanh();
            };
        }
        return dense(p[at], p[at + 1], h);
    }

    private static Tensor dense(Tensor weight, Tensor bias, Tensor x) {
        return weight.dim() == 3 ? torch.baddbmm(bias, x, weight) : torch.addmm(bias, x, weight);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
