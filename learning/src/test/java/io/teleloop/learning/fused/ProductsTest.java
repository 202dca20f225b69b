package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest(name = "[{0}, {1}] x [{1}, {2}]")
    @CsvSource({"1, 1, 1", "6, 8, 32", "7, 39, 33", "13, 64, 100", "128, 50, 14"})
    void timesShouldMultiplyAndAddTheBias(int rows, int depth, int columns) {
        float[] a = Numbers.gaussian(rows * depth, random);
        float[] b = Numbers.gaussian(depth * columns, random);
        float[] bias = Numbers.gaussian(Lanes.padded(columns), random);
        Panels panels = new Panels(3 * Lanes.COUNT, depth, columns);
        float[] packed = new float[panels.end()];
        panels.pack(b, 0, packed);
        int stride = Lanes.padded(columns);
        float[] c = new float[Products.padded(rows) * stride];
        int aStride = Lanes.padded(depth);

        Products.times(
                Numbers.padded(a, rows, depth, aStride, Products.padded(rows)),
                aStride,
                rows,
                packed,
                panels,
                bias,
                0,
                c);

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double expected = bias[column];
                for (int k = 0; k < depth; k++) {
                    expected += (double) a[row * depth + k] * b[k * columns + column];
                }
                assertThat((double) c[row * stride + column]).isCloseTo(expected, offset(1e-4));
            }
        }
    }

    @ParameterizedTest(name = "[{0}, {1}]ᵀ x [{0}, {2}]")
    @CsvSource({"1, 2, 1", "8, 8, 32", "7, 39, 33", "100, 64, 14"})
    void transposedTimesShouldGiveTheGradientOfWeightsAndLeaveTheirPaddingZero(int rows, int in, int out) {
        float[] x = Numbers.gaussian(rows * in, random);
        float[] slope = Numbers.gaussian(rows * out, random);
        Panels panels = new Panels(0, in, out);
        float[] packed = new float[panels.size()];

        Products.transposedTimes(
                Numbers.padded(x, rows, in, Lanes.padded(in), rows),
                Lanes.padded(in),
                Numbers.padded(slope, rows, out, Lanes.padded(out), rows),
                rows,
                packed,
                panels);

        float[] gradient = new float[in * out];
        panels.unpack(packed, gradient, 0);
        double squares = 0;
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                double expected = 0;
                for (int row = 0; row < rows; row++) {
                    expected += (double) x[row * in + i] * slope[row * out + o];
                }
                assertThat((double) gradient[i * out + o]).isCloseTo(expected, offset(1e-4));
                squares += (double) gradient[i * out + o] * gradient[i * out + o];
            }
        }
        assertThat(Vectors.squaredNorm(packed)).isCloseTo(squares, offset(1e-3 * squares));
    }

    @ParameterizedTest(name = "rows {3} to {3} + {4}")
    @CsvSource({"5, 39, 64, 32, 7", "3, 10, 20, 0, 10"})
    void timesTransposedShouldGiveTheGradientOfSomeInputs(int rows, int in, int out, int first, int count) {
        float[] slope = Numbers.gaussian(rows * out, random);
        float[] weights = Numbers.gaussian(in * out, random);
        Panels panels = new Panels(0, in, out);
        float[] packed = new float[panels.size()];
        panels.pack(weights, 0, packed);
        float[] gradient = new float[rows * count];

        Products.timesTransposed(
                Numbers.padded(slope, rows, out, Lanes.padded(out), rows),
                rows,
                packed,
                panels,
                first,
                count,
                gradient);

        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < count; i++) {
                double expected = 0;
                for (int o = 0; o < out; o++) {
                    expected += (double) slope[row * out + o] * weights[(first + i) * out + o];
                }
                assertThat((double) gradient[row * count + i]).isCloseTo(expected, offset(1e-4));
            }
        }
    }
}
