package io.teleloop.learning.fused;

import java.util.random.RandomGenerator;

/// Matrices to test with.
final class Numbers {
    private Numbers() {}

    /// Standard normal values.
    static float[] gaussian(int size, RandomGenerator random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// A row-major matrix with its rows padded to `stride` and room for `paddedRows`.
    static float[] padded(float[] matrix, int rows, int columns, int stride, int paddedRows) {
        float[] padded = new float[paddedRows * stride];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix, row * columns, padded, row * stride, columns);
        }
        return padded;
    }

    /// Takes the padding away again.
    static float[] plain(float[] padded, int rows, int columns, int stride) {
        float[] matrix = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(padded, row * stride, matrix, row * columns, columns);
        }
        return matrix;
    }
}
