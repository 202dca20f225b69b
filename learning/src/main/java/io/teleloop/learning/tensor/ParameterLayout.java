package io.teleloop.learning.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where each tensor of a network lies in the one flat array that holds them all, in order and without gaps. Every
/// engine and every exporter reads it from here.
///
/// @param entries in order
public record ParameterLayout(List<Entry> entries) {
    public ParameterLayout {
        entries = List.copyOf(entries);
    }

    /// @param name unique in the layout
    /// @param offset of its first value
    /// @param shape row-major; a weight matrix is [in, out] (ensemble: [heads, in, out]), applied as x W + b
    /// @param kind what it is, which says how it starts
    public record Entry(String name, int offset, int[] shape, Kind kind) {
        public int size() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    /// Xavier-uniform weights, biases and shifts 0, gains 1; [#ZERO_WEIGHT] is a weight that starts at 0.
    public enum Kind {
        WEIGHT,
        ZERO_WEIGHT,
        BIAS,
        GAIN,
        SHIFT
    }

    /// A perceptron: `w0 b0 [g0 s0] w1 ...`; the last layer has neither norm nor activation.
    ///
    /// @param hidden sizes of the hidden layers
    /// @param layerNorm whether each hidden layer is Dense, LayerNorm, activation (g gain, s shift), else Dense,
    ///     activation
    /// @param zeroLast whether the last layer's weights start at 0
    public static ParameterLayout mlp(int in, List<Integer> hidden, int out, boolean layerNorm, boolean zeroLast) {
        return layers(new int[0], in, hidden, out, layerNorm, zeroLast);
    }

    /// `heads` perceptrons side by side: every tensor has a leading dimension of `heads`, and vectors are
    /// [heads, 1, n] so that they broadcast over the batch.
    public static ParameterLayout ensemble(int heads, int in, List<Integer> hidden, int out, boolean layerNorm) {
        return layers(new int[] {heads}, in, hidden, out, layerNorm, false);
    }

    private static ParameterLayout layers(
            int[] heads, int in, List<Integer> hidden, int out, boolean layerNorm, boolean zeroLast) {
        Builder builder = new Builder(heads);
        int width = in;
        for (int layer = 0; layer < hidden.size(); layer++) {
            int next = hidden.get(layer);
            builder.matrix("w" + layer, width, next, Kind.WEIGHT);
            builder.vector("b" + layer, next, Kind.BIAS);
            if (layerNorm) {
                builder.vector("g" + layer, next, Kind.GAIN);
                builder.vector("s" + layer, next, Kind.SHIFT);
            }
            width = next;
        }
        builder.matrix("w" + hidden.size(), width, out, zeroLast ? Kind.ZERO_WEIGHT : Kind.WEIGHT);
        builder.vector("b" + hidden.size(), out, Kind.BIAS);
        return new ParameterLayout(builder.entries);
    }

    private static final class Builder {
        private final int[] heads;
        private final List<Entry> entries = new ArrayList<>();
        private int offset;

        Builder(int[] heads) {
            this.heads = heads;
        }

        void matrix(String name, int in, int out, Kind kind) {
            add(name, heads.length == 0 ? new int[] {in, out} : new int[] {heads[0], in, out}, kind);
        }

        void vector(String name, int size, Kind kind) {
            add(name, heads.length == 0 ? new int[] {size} : new int[] {heads[0], 1, size}, kind);
        }

        private void add(String name, int[] shape, Kind kind) {
            Entry entry = new Entry(name, offset, shape, kind);
            entries.add(entry);
            offset += entry.size();
        }
    }

    /// Number of values of the whole network.
    public int size() {
        Entry last = entries.getLast();
        return last.offset() + last.size();
    }

    /// @throws IllegalArgumentException when there is no tensor of this name
    public Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no tensor " + name));
    }

    /// One tensor's values out of the flat array.
    public float[] slice(String name, float[] flat) {
        Entry entry = entry(name);
        return Arrays.copyOfRange(flat, entry.offset(), entry.offset() + entry.size());
    }

    /// Values to start from (Xavier-uniform: Glorot and Bengio 2010).
    public float[] initial(RandomGenerator random) {
        float[] flat = new float[size()];
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case WEIGHT -> {
                    int[] shape = entry.shape();
                    double limit = Math.sqrt(6.0 / (shape[shape.length - 2] + shape[shape.length - 1]));
                    for (int i = 0; i < entry.size(); i++) {
                        flat[entry.offset() + i] = (float) (limit * (2 * random.nextDouble() - 1));
                    }
                }
                case GAIN -> Arrays.fill(flat, entry.offset(), entry.offset() + entry.size(), 1);
                case ZERO_WEIGHT, BIAS, SHIFT -> {}
            }
        }
        return flat;
    }
}
