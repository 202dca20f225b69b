package io.teleloop.learning.fused;

import jdk.incubator.vector.FloatVector;

/// Sums and products of vectors whose length is padded.
final class Vectors {
    private Vectors() {}

    /// to += from.
    static void add(float[] from, float[] to) {
        for (int i = 0; i < to.length; i += Lanes.COUNT) {
            Lanes.load(to, i).add(Lanes.load(from, i)).intoArray(to, i);
        }
    }

    /// Moves a share of the way to other values (Polyak averaging).
    static void follow(float[] values, float[] other, float share) {
        FloatVector step = Lanes.all(share);
        for (int i = 0; i < values.length; i += Lanes.COUNT) {
            FloatVector value = Lanes.load(values, i);
            Lanes.load(other, i).sub(value).fma(step, value).intoArray(values, i);
        }
    }

    static double squaredNorm(float[] values) {
        FloatVector sum = Lanes.zero();
        for (int i = 0; i < values.length; i += Lanes.COUNT) {
            FloatVector value = Lanes.load(values, i);
            sum = value.fma(value, sum);
        }
        return Lanes.sum(sum);
    }

    /// The inner product of `size` values.
    static float dot(float[] a, int aAt, float[] b, int bAt, int size) {
        FloatVector sum = Lanes.zero();
        for (int i = 0; i < size; i += Lanes.COUNT) {
            sum = Lanes.load(a, aAt + i).fma(Lanes.load(b, bAt + i), sum);
        }
        return Lanes.sum(sum);
    }

    /// to += scale * from.
    static void addScaled(float scale, float[] from, int fromAt, float[] to, int toAt, int size) {
        FloatVector factor = Lanes.all(scale);
        for (int i = 0; i < size; i += Lanes.COUNT) {
            Lanes.load(from, fromAt + i).fma(factor, Lanes.load(to, toAt + i)).intoArray(to, toAt + i);
        }
    }

    /// to = scale * from.
    static void scale(float scale, float[] from, int fromAt, float[] to, int toAt, int size) {
        for (int i = 0; i < size; i += Lanes.COUNT) {
            Lanes.load(from, fromAt + i).mul(scale).intoArray(to, toAt + i);
        }
    }

    /// Adds every row of a matrix to the vector at `toAt`.
    static void addRows(float[] matrix, int rows, int stride, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < stride; i += Lanes.COUNT) {
                Lanes.load(matrix, row * stride + i)
                        .add(Lanes.load(to, toAt + i))
                        .intoArray(to, toAt + i);
            }
        }
    }
}
