package io.teleloop.learning.tensor;

import java.util.Arrays;

/// A named network's numbers outside of any engine.
///
/// @param shape of the tensor
/// @param values row-major
public record Weights(int[] shape, float[] values) {
    public Weights {
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " cannot have " + values.length + " values");
        }
    }

    /// A vector.
    public static Weights of(float... values) {
        return new Weights(new int[] {values.length}, values);
    }
}
