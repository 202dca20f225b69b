package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.teleloop.learning.network.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
    private static float[] apply(Activation activation, float x) {
        float[] values = new float[Lanes.COUNT];
        values[0] = x;
        Activations.forward(activation, values, 0, Lanes.COUNT);
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            floats = {0, 1e-30f, 1e-6f, 1e-3f, 0.17f, 0.1733f, 0.3465f, 0.6f, 1, 2.5f, 5, 9, 9.2f, 100, Float.MAX_VALUE
            })
    void tanhShouldBeExactToAFewUnitsInTheLastPlace(float x) {
        double expected = Math.tanh(x);

        assertThat((double) apply(Activation.TANH, x)[0]).isCloseTo(expected, offset(4e-7 * expected));
        assertThat(apply(Activation.TANH, -x)[0]).isEqualTo(-apply(Activation.TANH, x)[0]);
    }

    @Test
    void tanhShouldPassOnWhatIsNotANumber() {
        assertThat(apply(Activation.TANH, Float.NaN)[0]).isNaN();
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void paddingShouldStayZero(Activation activation) {
        assertThat(apply(activation, 3)[1]).isZero();
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theGradientShouldBeTheSlope(Activation activation) {
        for (float x : new float[] {-2, -0.4f, 0.3f, 1.7f}) {
            float[] gradient = new float[Lanes.COUNT];
            gradient[0] = 2;

            Activations.backward(activation, gradient, apply(activation, x), Lanes.COUNT);

            float step = 1e-2f;
            double slope = (apply(activation, x + step)[0] - apply(activation, x - step)[0]) / (2.0 * step);
            assertThat((double) gradient[0]).isCloseTo(2 * slope, offset(1e-3));
        }
    }
}
