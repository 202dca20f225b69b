package io.teleloop.learning.fused;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/// One row through one head of a network, in double precision and as the formulas stand in the book.
record NaivePerceptron(ParameterLayout layout, Activation activation, boolean layerNorm) {

    /// @param parameters laid out as the layout without heads
    double[] forward(double[] parameters, double[] x) {
        List<ParameterLayout.Entry> entries = new ArrayList<>(layout.entries());
        double[] values = x;
        while (entries.size() > 2) {
            values = dense(parameters, entries.removeFirst(), entries.removeFirst(), values);
            if (layerNorm) {
                normalise(parameters, entries.removeFirst(), entries.removeFirst(), values);
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = activation == Activation.RELU ? Math.max(0, values[i]) : Math.tanh(values[i]);
            }
        }
        return dense(parameters, entries.removeFirst(), entries.removeFirst(), values);
    }

    private static double[] dense(double[] p, ParameterLayout.Entry weights, ParameterLayout.Entry bias, double[] x) {
        double[] y = new double[bias.size()];
        for (int o = 0; o < y.length; o++) {
            y[o] = p[bias.offset() + o];
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * p[weights.offset() + i * y.length + o];
            }
        }
        return y;
    }

    private static void normalise(double[] p, ParameterLayout.Entry gain, ParameterLayout.Entry shift, double[] x) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * p[gain.offset() + i] + p[shift.offset() + i];
        }
    }
}
