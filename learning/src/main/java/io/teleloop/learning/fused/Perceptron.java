package io.teleloop.learning.fused;

import io.teleloop.learning.network.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shape of a perceptron whose parameters lie packed in one array, and its passes forward and backward. It holds no
/// numbers itself.
final class Perceptron {

    /// Dense, LayerNorm if there is one, activation.
    private record Hidden(
            Panels weights, Panels bias, @Nullable LayerNorm norm, Activation activation) {}

    private final int inputSize;
    private final List<Hidden> hidden = new ArrayList<>();
    private final Output output;
    /// In the order of [io.teleloop.learning.tensor.ParameterLayout].
    private final List<Panels> tensors = new ArrayList<>();
    /// Of the weights behind each hidden layer; empty for a single output.
    private final List<Panels> transposed = new ArrayList<>();

    private final int size;
    private final int transposedSize;

    Perceptron(int inputSize, List<Integer> widths, int outputSize, Activation activation, boolean layerNorm) {
        this.inputSize = inputSize;
        int width = inputSize;
        for (int next : widths) {
            Panels weights = add(width, next);
            Panels bias = add(1, next);
            LayerNorm norm = layerNorm
                    ? new LayerNorm(next, add(1, next).offset(), add(1, next).offset(), activation)
                    : null;
            hidden.add(new Hidden(weights, bias, norm, activation));
            width = next;
        }
        // The weights of a single output are one vector, whichever way it is turned.
        Panels last = outputSize == 1 ? add(1, width) : add(width, outputSize);
        Panels lastBias = add(1, outputSize);
        int end = 0;
        for (int layer = 1; layer < hidden.size(); layer++) {
            end = addTransposed(hidden.get(layer).weights, end);
        }
        if (outputSize == 1) {
            output = new SingleOutput(last, lastBias.offset());
        } else {
            end = addTransposed(last, end);
            output = new DenseOutput(last, lastBias.offset(), transposed.getLast());
        }
        size = tensors.getLast().end();
        transposedSize = end;
    }

    private Panels add(int rows, int columns) {
        Panels tensor = new Panels(tensors.isEmpty() ? 0 : tensors.getLast().end(), rows, columns);
        tensors.add(tensor);
        return tensor;
    }

    private int addTransposed(Panels weights, int offset) {
        Panels turned = new Panels(offset, weights.columns(), weights.rows());
        transposed.add(turned);
        return turned.end();
    }

    /// In the order of [io.teleloop.learning.tensor.ParameterLayout].
    List<Panels> tensors() {
        return tensors;
    }

    /// Values of the packed parameters.
    int size() {
        return size;
    }

    /// Values of the transposed weights, which the way back needs.
    int transposedSize() {
        return transposedSize;
    }

    int inputSize() {
        return inputSize;
    }

    /// Widths of the hidden layers.
    int[] widths() {
        return hidden.stream().mapToInt(layer -> layer.weights.columns()).toArray();
    }

    Output output() {
        return output;
    }

    boolean layerNorm() {
        return hidden.getFirst().norm != null;
    }

    /// Turns the weights over for the way back.
    void transpose(float[] parameters, float[] turned) {
        int next = 0;
        for (int layer = 1; layer < hidden.size(); layer++) {
            hidden.get(layer).weights.transpose(parameters, transposed.get(next++), turned);
        }
        if (output instanceof DenseOutput(Panels weights, int _, Panels to)) {
            weights.transpose(parameters, to, turned);
        }
    }

    /// From [Trace#input] to [Trace#output].
    void forward(float[] parameters, Trace trace, int rows) {
        float[] input = trace.input;
        int stride = Lanes.padded(inputSize);
        for (int i = 0; i < hidden.size(); i++) {
            Hidden layer = hidden.get(i);
            float[] activated = trace.activated[i];
            int width = Lanes.padded(layer.weights.columns());
            float[] dense = layer.norm == null ? activated : trace.normalised[i];
            Products.times(input, stride, rows, parameters, layer.weights, parameters, layer.bias.offset(), dense);
            if (layer.norm == null) {
                Activations.forward(layer.activation, activated, 0, rows * width);
            } else {
                layer.norm.forward(parameters, dense, rows, trace.inverseDeviation[i], activated);
            }
            input = activated;
            stride = width;
        }
        output.forward(parameters, input, rows, trace.output);
    }

    /// From [Trace#outputGradient] to the gradient of the first layer before its activation.
    ///
    /// @param turned the weights as [#transpose] turned them
    /// @param gradient of the parameters, overwritten; null when nobody wants it
    void backward(float[] parameters, float[] turned, Trace trace, int rows, float @Nullable [] gradient) {
        int last = hidden.size() - 1;
        if (gradient != null) {
            clearVectors(gradient);
            output.addGradients(trace.activated[last], trace.outputGradient, rows, gradient);
        }
        output.backward(parameters, turned, trace.outputGradient, rows, trace.gradient[last]);
        for (int i = last; i >= 0; i--) {
            backwardThroughActivation(parameters, trace, i, rows, gradient);
            Hidden layer = hidden.get(i);
            float[] slope = trace.gradient[i];
            int stride = Lanes.padded(layer.weights.columns());
            if (gradient != null) {
                float[] input = i == 0 ? trace.input : trace.activated[i - 1];
                Products.transposedTimes(
                        input, Lanes.padded(layer.weights.rows()), slope, rows, gradient, layer.weights);
                Vectors.addRows(slope, rows, stride, gradient, layer.bias.offset());
            }
            if (i > 0) {
                Products.times(slope, stride, rows, turned, transposed.get(i - 1), null, 0, trace.gradient[i - 1]);
            }
        }
    }

    private void backwardThroughActivation(
            float[] parameters, Trace trace, int i, int rows, float @Nullable [] gradient) {
        Hidden layer = hidden.get(i);
        float[] activated = trace.activated[i];
        float[] slope = trace.gradient[i];
        if (layer.norm == null) {
            Activations.backward(layer.activation, slope, activated, rows * Lanes.padded(layer.weights.columns()));
            return;
        }
        float[] normalised = trace.normalised[i];
        if (gradient != null) {
            layer.norm.addGradients(normalised, activated, rows, slope, gradient);
        }
        layer.norm.backward(parameters, normalised, trace.inverseDeviation[i], activated, rows, slope);
    }

    /// Matrices are overwritten as a whole, vectors are summed up.
    private void clearVectors(float[] gradient) {
        for (Panels tensor : tensors) {
            if (tensor.rows() == 1) {
                Arrays.fill(gradient, tensor.offset(), tensor.end(), 0);
            }
        }
    }

    /// The gradient of some columns of the input, once [#backward] has passed.
    ///
    /// @param column the first of them
    /// @param result [rows, columns], overwritten
    void inputGradient(float[] parameters, Trace trace, int rows, int column, int columns, float[] result) {
        Products.timesTransposed(
                trace.gradient[0], rows, parameters, hidden.getFirst().weights, column, columns, result);
    }
}
