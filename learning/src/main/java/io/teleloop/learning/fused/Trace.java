package io.teleloop.learning.fused;

/// What a pass through a perceptron leaves for the way back, for a number of rows at most. All matrices have their rows
/// padded ([Products#padded]).
final class Trace {
    /// [rows, inputs]
    final float[] input;
    /// Of each hidden layer [rows, width], normalised and not yet scaled; empty without LayerNorm.
    final float[][] normalised;
    /// Of each hidden layer one a row, by which it was multiplied.
    final float[][] inverseDeviation;
    /// Of each hidden layer [rows, width].
    final float[][] activated;
    /// [rows, outputs]
    final float[] output;
    /// [rows, outputs], set before the way back
    final float[] outputGradient;
    /// Of each hidden layer [rows, width], before its activation once the way back has passed.
    final float[][] gradient;

    Trace(Perceptron shape, int rows) {
        int padded = Products.padded(rows);
        int[] widths = shape.widths();
        input = new float[padded * Lanes.padded(shape.inputSize())];
        normalised = new float[widths.length][];
        inverseDeviation = new float[widths.length][];
        activated = new float[widths.length][];
        gradient = new float[widths.length][];
        for (int i = 0; i < widths.length; i++) {
            int size = padded * Lanes.padded(widths[i]);
            normalised[i] = new float[shape.layerNorm() ? size : 0];
            inverseDeviation[i] = new float[shape.layerNorm() ? rows : 0];
            activated[i] = new float[size];
            gradient[i] = new float[size];
        }
        output = new float[padded * shape.output().stride()];
        outputGradient = new float[padded * shape.output().stride()];
    }
}
