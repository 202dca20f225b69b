package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The loss is sum over rows and outputs of c * output with random c, so its gradient by the outputs is c.
class PerceptronTest {
    private static final int ROWS = 7;
    private static final int INPUTS = 5;
    private static final double STEP = 1e-5;

    private final SplittableRandom random = new SplittableRandom(3);

    static List<Arguments> shapes() {
        return List.of(
                Arguments.of(List.of(16, 16), 1, Activation.TANH, true),
                Arguments.of(List.of(20, 33, 9), 1, Activation.TANH, true),
                Arguments.of(List.of(34), 4, Activation.TANH, false),
                Arguments.of(List.of(12, 40), 6, Activation.RELU, true),
                Arguments.of(List.of(12, 40, 8), 1, Activation.RELU, false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void outputsAndGradientsShouldBeThoseOfTheFormulas(
            List<Integer> hidden, int outputs, Activation activation, boolean layerNorm) {
        ParameterLayout layout = ParameterLayout.mlp(INPUTS, hidden, outputs, layerNorm, false);
        float[] flat = layout.initial(random);
        for (int i = 0; i < flat.length; i++) {
            flat[i] += (float) (0.1 * random.nextGaussian());
        }
        float[] x = Numbers.gaussian(ROWS * INPUTS, random);
        float[] c = Numbers.gaussian(ROWS * outputs, random);
        NaivePerceptron naive = new NaivePerceptron(layout, activation, layerNorm);
        Perceptron shape = new Perceptron(INPUTS, hidden, outputs, activation, layerNorm);
        Pass pass = new Pass(shape, layout, flat, x, c);

        double[] parameters = doubles(flat);
        double[] inputs = doubles(x);
        for (int row = 0; row < ROWS; row++) {
            double[] expected = naive.forward(parameters, row(inputs, row));
            for (int i = 0; i < outputs; i++) {
                assertThat((double) pass.output(row, i)).isCloseTo(expected[i], offset(1e-4));
            }
        }
        float[] gradient = pass.parameterGradient();
        for (int i = 0; i < flat.length; i += 1 + random.nextInt(9)) {
            double expected = slope(naive, parameters, inputs, c, parameters, i);
            assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo(expected, offset(2e-3));
        }
        for (int i = 0; i < inputs.length; i++) {
            double expected = slope(naive, parameters, inputs, c, inputs, i);
            assertThat((double) pass.inputGradient[i]).as("input %d", i).isCloseTo(expected, offset(2e-3));
        }
        assertThat(pass.paddingIsZero()).isTrue();
    }

    /// Runs the pass under test.
    private static final class Pass {
        private final Perceptron shape;
        private final ParameterLayout layout;
        private final Trace trace;
        private final float[] gradient;
        private final float[] inputGradient = new float[ROWS * INPUTS];

        Pass(Perceptron shape, ParameterLayout layout, float[] flat, float[] x, float[] c) {
            this.shape = shape;
            this.layout = layout;
            trace = new Trace(shape, ROWS);
            gradient = new float[shape.size()];
            float[] packed = new float[shape.size()];
            float[] turned = new float[shape.transposedSize()];
            Network.pack(shape, flat, layout, 0, packed);
            shape.transpose(packed, turned);
            int stride = Lanes.padded(INPUTS);
            System.arraycopy(Numbers.padded(x, ROWS, INPUTS, stride, ROWS), 0, trace.input, 0, ROWS * stride);
            shape.forward(packed, trace, ROWS);
            int outputs = c.length / ROWS;
            for (int i = 0; i < c.length; i++) {
                trace.outputGradient[i / outputs * shape.output().stride() + i % outputs] = c[i];
            }
            // Twice: a gradient is overwritten, not added to.
            shape.backward(packed, turned, trace, ROWS, gradient);
            shape.forward(packed, trace, ROWS);
            shape.backward(packed, turned, trace, ROWS, gradient);
            shape.inputGradient(packed, trace, ROWS, 0, INPUTS, inputGradient);
        }

        float output(int row, int column) {
            return trace.output[row * shape.output().stride() + column];
        }

        float[] parameterGradient() {
            float[] flat = new float[layout.size()];
            Network.unpack(shape, gradient, layout, 0, flat);
            return flat;
        }

        /// Packing what was unpacked gives back all that is not padding.
        boolean paddingIsZero() {
            float[] again = new float[shape.size()];
            Network.pack(shape, parameterGradient(), layout, 0, again);
            return IntStream.range(0, again.length).allMatch(i -> again[i] == gradient[i]);
        }
    }

    /// Of the loss by one number, which is a parameter or an input, by central differences.
    private static double slope(
            NaivePerceptron naive, double[] parameters, double[] inputs, float[] c, double[] varied, int at) {
        double before = varied[at];
        varied[at] = before + STEP;
        double above = loss(naive, parameters, inputs, c);
        varied[at] = before - STEP;
        double below = loss(naive, parameters, inputs, c);
        varied[at] = before;
        return (above - below) / (2 * STEP);
    }

    private static double loss(NaivePerceptron naive, double[] parameters, double[] inputs, float[] c) {
        double loss = 0;
        int outputs = c.length / ROWS;
        for (int row = 0; row < ROWS; row++) {
            double[] output = naive.forward(parameters, row(inputs, row));
            for (int i = 0; i < outputs; i++) {
                loss += c[row * outputs + i] * output[i];
            }
        }
        return loss;
    }

    private static double[] row(double[] inputs, int row) {
        return IntStream.range(0, INPUTS)
                .mapToDouble(i -> inputs[row * INPUTS + i])
                .toArray();
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
