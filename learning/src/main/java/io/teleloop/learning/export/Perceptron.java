package io.teleloop.learning.export;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The layers of one perceptron as nodes. Its weights lie in the file once, however often it is applied.
final class Perceptron {
    private static final float NORM_EPSILON = 1e-5f;

    private final OnnxGraph nodes;
    private final ParameterLayout layout;
    private final float[] values;
    private final Activation activation;
    private final boolean layerNorm;
    private final int lastLayer;
    private final Map<String, Value> constants = new HashMap<>();

    /// @param values laid out as [ParameterLayout#mlp] says
    Perceptron(OnnxGraph nodes, ParameterLayout layout, float[] values, Activation activation, boolean layerNorm) {
        this.nodes = nodes;
        this.layout = layout;
        this.values = values;
        this.activation = activation;
        this.layerNorm = layerNorm;
        long layers = layout.entries().stream()
                .filter(entry -> entry.name().startsWith("w"))
                .count();
        lastLayer = Math.toIntExact(layers - 1);
    }

    /// What the last hidden layer gives; without hidden layers the input itself.
    Value hidden(Value input) {
        return lastLayer == 0 ? input : hiddenBehindFirst(dense(0, input));
    }

    /// What the last hidden layer gives, for a first layer whose products and bias are summed already.
    Value hiddenBehindFirst(Value firstSum) {
        Value hidden = activate(0, firstSum);
        for (int layer = 1; layer < lastLayer; layer++) {
            hidden = activate(layer, dense(layer, hidden));
        }
        return hidden;
    }

    Value output(Value hidden) {
        return dense(lastLayer, hidden);
    }

    /// Some of the outputs.
    Value output(Value hidden, int from, int to) {
        int[] shape = layout.entry("w" + lastLayer).shape();
        float[] weight = layout.slice("w" + lastLayer, values);
        float[] columns = new float[shape[0] * (to - from)];
        for (int row = 0; row < shape[0]; row++) {
            System.arraycopy(weight, row * shape[1] + from, columns, row * (to - from), to - from);
        }
        float[] bias = Arrays.copyOfRange(layout.slice("b" + lastLayer, values), from, to);
        return nodes.dense(hidden, nodes.constant(columns, shape[0], to - from), nodes.constant(bias, to - from));
    }

    /// Rows of the first layer's weights: those that some of the inputs are multiplied with.
    float[] firstWeights(int from, int to) {
        int width = layout.entry("w0").shape()[1];
        return Arrays.copyOfRange(layout.slice("w0", values), from * width, to * width);
    }

    float[] firstBias() {
        return layout.slice("b0", values);
    }

    private Value dense(int layer, Value input) {
        return nodes.dense(input, constant("w" + layer), constant("b" + layer));
    }

    private Value activate(int layer, Value sum) {
        Value normed = layerNorm
                ? nodes.layerNormalization(sum, constant("g" + layer), constant("s" + layer), NORM_EPSILON)
                : sum;
        return switch (activation) {
            case RELU -> nodes.relu(normed);
            case TANH -> nodes.tanh(normed);
        };
    }

    private Value constant(String name) {
        return constants.computeIfAbsent(name, key -> {
            long[] shape =
                    Arrays.stream(layout.entry(key).shape()).asLongStream().toArray();
            return nodes.constant(layout.slice(key, values), shape);
        });
    }
}
