package io.teleloop.learning.fused;

import io.teleloop.learning.network.Activation;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Layer normalisation (Ba, Kiros and Hinton 2016) with gain and shift, and the activation behind it, row by row.
///
/// @param width columns that count
/// @param gain where the gains lie in the parameters
/// @param shift where the shifts lie in the parameters
record LayerNorm(int width, int gain, int shift, Activation activation) {
    /// Added to the variance.
    static final float EPSILON = 1e-5f;

    /// @param values [rows, width]: what comes in, and afterwards normalised
    /// @param inverseDeviation one a row, written
    /// @param activated [rows, width], written
    void forward(float[] parameters, float[] values, int rows, float[] inverseDeviation, float[] activated) {
        int stride = Lanes.padded(width);
        for (int row = 0; row < rows; row++) {
            int at = row * stride;
            float mean = sum(values, at, stride) / width;
            float variance = (squaredDeviations(values, at, stride, mean) - (stride - width) * mean * mean) / width;
            float inverse = (float) (1 / Math.sqrt(variance + EPSILON));
            inverseDeviation[row] = inverse;
            FloatVector scale = Lanes.all(inverse);
            FloatVector offset = Lanes.all(-mean * inverse);
            for (int i = 0; i < stride; i += Lanes.COUNT) {
                FloatVector normalised = Lanes.load(values, at + i).fma(scale, offset);
                normalised.intoArray(values, at + i);
                normalised
                        .fma(Lanes.load(parameters, gain + i), Lanes.load(parameters, shift + i))
                        .intoArray(activated, at + i);
            }
            Activations.forward(activation, activated, at, stride);
        }
    }

    /// Adds up the gradients of gains and shifts.
    ///
    /// @param gradient [rows, width] of the activated values
    /// @param sums laid out as the parameters
    void addGradients(float[] normalised, float[] activated, int rows, float[] gradient, float[] sums) {
        int stride = Lanes.padded(width);
        for (int row = 0; row < rows; row++) {
            int at = row * stride;
            for (int i = 0; i < stride; i += Lanes.COUNT) {
                FloatVector behind =
                        Activations.backward(activation, Lanes.load(gradient, at + i), Lanes.load(activated, at + i));
                behind.fma(Lanes.load(normalised, at + i), Lanes.load(sums, gain + i))
                        .intoArray(sums, gain + i);
                behind.add(Lanes.load(sums, shift + i)).intoArray(sums, shift + i);
            }
        }
    }

    /// @param gradient [rows, width] of the activated values, and afterwards of what came in
    void backward(
            float[] parameters,
            float[] normalised,
            float[] inverseDeviation,
            float[] activated,
            int rows,
            float[] gradient) {
        int stride = Lanes.padded(width);
        for (int row = 0; row < rows; row++) {
            int at = row * stride;
            FloatVector sum = Lanes.zero();
            FloatVector product = Lanes.zero();
            for (int i = 0; i < stride; i += Lanes.COUNT) {
                FloatVector value = Lanes.load(normalised, at + i);
                FloatVector behind =
                        Activations.backward(activation, Lanes.load(gradient, at + i), Lanes.load(activated, at + i));
                FloatVector scaled = behind.mul(Lanes.load(parameters, gain + i));
                scaled.intoArray(gradient, at + i);
                sum = sum.add(scaled);
                product = scaled.fma(value, product);
            }
            FloatVector mean = Lanes.all(-Lanes.sum(sum) / width);
            FloatVector slope = Lanes.all(-Lanes.sum(product) / width);
            FloatVector scale = Lanes.all(inverseDeviation[row]);
            for (int i = 0; i < stride; i += Lanes.COUNT) {
                FloatVector centred = Lanes.load(gradient, at + i).add(mean);
                Lanes.load(normalised, at + i).fma(slope, centred).mul(scale).intoArray(gradient, at + i);
            }
            Arrays.fill(gradient, at + width, at + stride, 0);
        }
    }

    private static float sum(float[] values, int at, int size) {
        FloatVector sum = Lanes.zero();
        for (int i = at; i < at + size; i += Lanes.COUNT) {
            sum = sum.add(Lanes.load(values, i));
        }
        return Lanes.sum(sum);
    }

    private static float squaredDeviations(float[] values, int at, int size, float mean) {
        FloatVector sum = Lanes.zero();
        for (int i = at; i < at + size; i += Lanes.COUNT) {
            FloatVector deviation = Lanes.load(values, i).sub(mean);
            sum = deviation.fma(deviation, sum);
        }
        return Lanes.sum(sum);
    }
}
