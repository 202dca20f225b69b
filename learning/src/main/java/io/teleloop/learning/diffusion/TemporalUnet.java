package io.teleloop.learning.diffusion;

import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.ParameterLayout.Kind;
import io.teleloop.learning.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A U-Net over time (Ronneberger et al. 2015; Janner et al. 2022, "Planning with Diffusion"): convolutions along a
/// window's rows at its full, half and quarter rate, each rate adding to the next finer one. Two rates below the first
/// and kernels of three rows see all of a short window.
///
/// Rows come last but one and channels last, so that a convolution is one matrix product of neighbouring rows.
///
/// @param size channels in and out
/// @param context numbers that are told beside the window
/// @param width channels at the full rate, twice as many below
record TemporalUnet(int size, int context, int width) {
    static {
        Torch.load();
    }

    private static final int KERNEL = 3;
    private static final double NORM_EPSILON = 1e-5;
    private static final TensorOptional NONE = Torch.retain(new TensorOptional());
    /// A window's rows must be a multiple of it.
    static final int COARSEST = 4;

    /// In the order in which they are passed.
    private List<Block> blocks() {
        return List.of(
                new Block("full", width, width),
                new Block("half", width, 2 * width),
                new Block("quarter", 2 * width, 2 * width),
                new Block("half-again", 4 * width, 2 * width),
                new Block("full-again", 3 * width, width));
    }

    /// Two convolutions, each behind norm and activation, beside a short cut; what is told comes in between them.
    private record Block(String name, int in, int out) {}

    ParameterLayout layout() {
        Layout layout = new Layout();
        layout.dense("context", context, width, Kind.WEIGHT);
        layout.dense("in", KERNEL * size, width, Kind.WEIGHT);
        for (Block block : blocks()) {
            layout.dense(block.name + ".first", KERNEL * block.in, block.out, Kind.WEIGHT);
            layout.dense(block.name + ".context", width, block.out, Kind.WEIGHT);
            layout.dense(block.name + ".second", KERNEL * block.out, block.out, Kind.WEIGHT);
            layout.dense(block.name + ".short", block.in, block.out, Kind.WEIGHT);
        }
        layout.dense("out", width + size, size, Kind.ZERO_WEIGHT);
        return new ParameterLayout(layout.entries);
    }

    private static final class Layout {
        private final List<ParameterLayout.Entry> entries = new ArrayList<>();
        private int offset;

        void dense(String name, int in, int out, Kind kind) {
            add(name + ".weight", new int[] {in, out}, kind);
            add(name + ".bias", new int[] {out}, Kind.BIAS);
        }

        private void add(String name, int[] shape, Kind kind) {
            ParameterLayout.Entry entry = new ParameterLayout.Entry(name, offset, shape, kind);
            entries.add(entry);
            offset += entry.size();
        }
    }

    /// @param x [windows, rows, size], rows a multiple of [#COARSEST]
    /// @param told [windows, context]
    /// @return [windows, rows, size]
    Tensor forward(FlatParameters parameters, Tensor x, Tensor told) {
        Pass pass = new Pass(parameters);
        Tensor context = torch.silu(pass.dense(told)).unsqueeze(1);
        Tensor full = pass.block(pass.dense(neighbours(x)), context);
        Tensor half = pass.block(halved(full), context);
        Tensor quarter = pass.block(halved(half), context);
        Tensor halfAgain = pass.block(joined(doubled(quarter), half), context);
        Tensor fullAgain = pass.block(joined(doubled(halfAgain), full), context);
        // With the window itself, whose noise a narrow network could not carry to its end.
        return pass.dense(joined(activated(fullAgain), x));
    }

    /// Takes the parameters in the order of the layout.
    private static final class Pass {
        private final FlatParameters parameters;
        private int at;

        Pass(FlatParameters parameters) {
            this.parameters = parameters;
        }

        Tensor block(Tensor x, Tensor context) {
            Tensor first = dense(neighbours(activated(x))).add(dense(context));
            Tensor second = dense(neighbours(activated(first)));
            return second.add(dense(x));
        }

        Tensor dense(Tensor x) {
            Tensor weight = parameters.get(at);
            Tensor bias = parameters.get(at + 1);
            at += 2;
            return torch.matmul(x, weight).add(bias);
        }
    }

    private static Tensor activated(Tensor x) {
        return torch.silu(torch.layer_norm(x, new long[] {x.size(-1)}, NONE, NONE, NORM_EPSILON, false));
    }

    /// Each row with the one before and the one after it; zeros beyond the ends.
    private static Tensor neighbours(Tensor x) {
        Tensor padded = torch.constant_pad_nd(x, 0, 0, KERNEL / 2, KERNEL / 2);
        Tensor[] shifted = new Tensor[KERNEL];
        for (int i = 0; i < KERNEL; i++) {
            shifted[i] = padded.narrow(1, i, x.size(1));
        }
        return torch.cat(new TensorVector(shifted), 2);
    }

    /// Means of two rows each.
    private static Tensor halved(Tensor x) {
        return x.reshape(x.size(0), x.size(1) / 2, 2, x.size(2)).mean(2);
    }

    private static Tensor doubled(Tensor x) {
        return x.unsqueeze(2).expand(x.size(0), x.size(1), 2, x.size(2)).reshape(x.size(0), 2 * x.size(1), x.size(2));
    }

    private static Tensor joined(Tensor x, Tensor y) {
        return torch.cat(new TensorVector(x, y), 2);
    }
}
