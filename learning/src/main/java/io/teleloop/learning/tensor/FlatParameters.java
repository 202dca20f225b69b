package io.teleloop.learning.tensor;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The parameters of a network as views of one flat tensor, so that an optimiser's step, a soft copy and a save are a
/// handful of operations however many layers there are.
public final class FlatParameters implements AutoCloseable {
    static {
        Torch.load();
    }

    private final ParameterLayout layout;
    private final Tensor flat;
    private final Tensor[] views;
    private final TensorVector vector;

    /// @param values laid out as `layout`
    /// @param trainable whether gradients are taken of them
    public FlatParameters(ParameterLayout layout, float[] values, boolean trainable) {
        requireSize(layout, values);
        this.layout = layout;
        List<ParameterLayout.Entry> entries = layout.entries();
        views = new Tensor[entries.size()];
        try (PointerScope scope = new PointerScope()) {
            flat = Torch.retain(Torch.tensor(values, values.length));
            for (int i = 0; i < views.length; i++) {
                ParameterLayout.Entry entry = entries.get(i);
                long[] shape = Arrays.stream(entry.shape()).asLongStream().toArray();
                views[i] = Torch.retain(
                        flat.narrow(0, entry.offset(), entry.size()).view(shape).detach());
                views[i].set_requires_grad(trainable);
            }
            vector = Torch.retain(new TensorVector(views));
        }
    }

    public ParameterLayout layout() {
        return layout;
    }

    /// All parameters as one vector, of which the single ones are views.
    public Tensor flat() {
        return flat;
    }

    /// The parameter at a place of the layout.
    public Tensor get(int index) {
        return views[index];
    }

    public int count() {
        return views.length;
    }

    /// The gradient of a scalar, as one vector. Call it inside a scope.
    public Tensor gradient(Tensor loss) {
        TensorVector gradients = torch.grad(new TensorVector(loss), vector);
        Tensor[] pieces = new Tensor[views.length];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = gradients.get(i).flatten();
        }
        return torch.cat(new TensorVector(pieces));
    }

    /// Moves a share of the way to other parameters of the same layout (Polyak averaging).
    public void follow(FlatParameters other, Scalar share) {
        try (NoGradGuard guard = new NoGradGuard()) {
            flat.lerp_(other.flat, share);
        }
    }

    /// A copy of the values.
    public float[] values() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(flat);
        }
    }

    /// @throws IllegalArgumentException when there are not as many values as the layout has
    public void set(float[] values) {
        requireSize(layout, values);
        flat.data_ptr_float().put(values);
    }

    private static void requireSize(ParameterLayout layout, float[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(
                    "the network has " + layout.size() + " parameters, the values given are " + values.length);
        }
    }

    @Override
    public void close() {
        Torch.release(vector);
        Torch.release(views);
        Torch.release(flat);
    }
}
