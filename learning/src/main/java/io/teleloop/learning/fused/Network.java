package io.teleloop.learning.fused;

import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers of one perceptron: packed parameters, their transposed weights, and Adam's moments.
final class Network {
    private final Perceptron shape;
    final float[] values;
    private final float[] turned;
    private final float[] firstMoment;
    private final float[] secondMoment;

    Network(Perceptron shape) {
        this.shape = shape;
        values = new float[shape.size()];
        turned = new float[shape.transposedSize()];
        firstMoment = new float[shape.size()];
        secondMoment = new float[shape.size()];
    }

    void forward(Trace trace, int rows) {
        shape.forward(values, trace, rows);
    }

    /// @see Perceptron#backward
    void backward(Trace trace, int rows, float @Nullable [] gradient) {
        shape.backward(values, turned, trace, rows, gradient);
    }

    void step(Adam adam, float[] gradient) {
        adam.apply(values, gradient, firstMoment, secondMoment);
        shape.transpose(values, turned);
    }

    /// @param head which of the layout's heads this is, 0 when it has none
    void read(Optimised from, ParameterLayout layout, int head) {
        pack(shape, from.values(), layout, head, values);
        pack(shape, from.firstMoment(), layout, head, firstMoment);
        pack(shape, from.secondMoment(), layout, head, secondMoment);
        shape.transpose(values, turned);
    }

    void write(Optimised to, ParameterLayout layout, int head) {
        unpack(shape, values, layout, head, to.values());
        unpack(shape, firstMoment, layout, head, to.firstMoment());
        unpack(shape, secondMoment, layout, head, to.secondMoment());
    }

    /// Packs one head out of a flat array.
    static void pack(Perceptron shape, float[] flat, ParameterLayout layout, int head, float[] packed) {
        List<ParameterLayout.Entry> entries = layout.entries();
        for (int i = 0; i < entries.size(); i++) {
            Panels tensor = shape.tensors().get(i);
            tensor.pack(flat, entries.get(i).offset() + head * tensor.rows() * tensor.columns(), packed);
        }
    }

    /// Unpacks one head into a flat array.
    static void unpack(Perceptron shape, float[] packed, ParameterLayout layout, int head, float[] flat) {
        List<ParameterLayout.Entry> entries = layout.entries();
        for (int i = 0; i < entries.size(); i++) {
            Panels tensor = shape.tensors().get(i);
            tensor.unpack(packed, flat, entries.get(i).offset() + head * tensor.rows() * tensor.columns());
        }
    }
}
