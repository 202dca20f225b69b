package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final int SIZE = 3 * Lanes.COUNT;
    private static final double LEARNING_RATE = 1e-2;
    private static final double WEIGHT_DECAY = 0.1;
    private static final double SCALE = 0.5;

    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void stepsShouldBeThoseOfThePaper() {
        float[] values = Numbers.gaussian(SIZE, random);
        float[] first = new float[SIZE];
        float[] second = new float[SIZE];
        double[] expected = new double[SIZE];
        double[] m = new double[SIZE];
        double[] v = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            expected[i] = values[i];
        }
        for (int step = 1; step <= 20; step++) {
            float[] gradient = Numbers.gaussian(SIZE, random);
            Adam.step(step, LEARNING_RATE, WEIGHT_DECAY, SCALE).apply(values, gradient, first, second);
            for (int i = 0; i < SIZE; i++) {
                double g = gradient[i] * SCALE;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double corrected = Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8;
                expected[i] *= 1 - LEARNING_RATE * WEIGHT_DECAY;
                expected[i] -= LEARNING_RATE * m[i] / (1 - Math.pow(0.9, step)) / corrected;
            }
        }
        for (int i = 0; i < SIZE; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], offset(1e-5));
        }
    }

    @Test
    void whatHasNoGradientAndIsZeroShouldStayZero() {
        float[] values = new float[SIZE];
        Adam.step(1, LEARNING_RATE, WEIGHT_DECAY, 1).apply(values, new float[SIZE], new float[SIZE], new float[SIZE]);
        assertThat(values).containsOnly(0);
    }
}
