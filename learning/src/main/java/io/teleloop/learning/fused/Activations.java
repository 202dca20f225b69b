package io.teleloop.learning.fused;

import io.teleloop.learning.network.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Activations, and what they do to a gradient.
final class Activations {
    private static final float LOG2_E = (float) (1 / Math.log(2));
    // ln 2 in two parts: a multiple of the high one is exact.
    private static final float LN2_HIGH = 355f / 512;
    private static final float LN2_LOW = (float) (Math.log(2) - 355.0 / 512);
    /// Added and taken away again it rounds to a whole number, which then stands in the lowest bits of the sum.
    private static final float ROUNDER = 0x1.8p23f;
    /// tanh is 1 in single precision from here on.
    private static final float SATURATED = 9.1f;

    private Activations() {}

    /// In place.
    static void forward(Activation activation, float[] values, int at, int size) {
        switch (activation) {
            case RELU -> {
                for (int i = at; i < at + size; i += Lanes.COUNT) {
                    Lanes.load(values, i).max(0f).intoArray(values, i);
                }
            }
            case TANH -> {
                for (int i = at; i < at + size; i += Lanes.COUNT) {
                    tanh(Lanes.load(values, i)).intoArray(values, i);
                }
            }
        }
    }

    /// The gradient before the activation, from the one behind it and from what the activation gave.
    static FloatVector backward(Activation activation, FloatVector gradient, FloatVector activated) {
        return switch (activation) {
            case RELU -> Lanes.zero().blend(gradient, activated.compare(VectorOperators.GT, 0f));
            case TANH -> gradient.mul(activated.mul(activated).neg().add(1f));
        };
    }

    /// In place.
    ///
    /// @param gradient behind the activation, and afterwards before it
    static void backward(Activation activation, float[] gradient, float[] activated, int size) {
        for (int i = 0; i < size; i += Lanes.COUNT) {
            backward(activation, Lanes.load(gradient, i), Lanes.load(activated, i))
                    .intoArray(gradient, i);
        }
    }

    /// Out of basic operations only, since the library's depends on whether the code is compiled. It is -e / (e + 2)
    /// with e = exp(-2|x|) - 1, which loses nothing near 0.
    static FloatVector tanh(FloatVector x) {
        FloatVector e = expm1(x.abs().min(SATURATED).mul(-2f));
        FloatVector magnitude = e.neg().div(e.add(2f));
        return magnitude.blend(magnitude.neg(), x.compare(VectorOperators.LT, 0f));
    }

    /// exp(x) - 1 for x in [-20, 0]: x = n ln 2 + r with |r| at most half of ln 2, where a short Taylor series does.
    private static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(Lanes.all(-LN2_LOW), n.fma(Lanes.all(-LN2_HIGH), x));
        FloatVector series = Lanes.all(1f / 5040);
        series = series.fma(r, Lanes.all(1f / 720));
        series = series.fma(r, Lanes.all(1f / 120));
        series = series.fma(r, Lanes.all(1f / 24));
        series = series.fma(r, Lanes.all(1f / 6));
        series = series.fma(r, Lanes.all(1f / 2));
        FloatVector small = series.mul(r).fma(r, r);
        FloatVector power = shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(Float.floatToRawIntBits(1f))
                .reinterpretAsFloats();
        return power.fma(small, power.sub(1f));
    }
}
