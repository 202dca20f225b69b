package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.tensor.SeededGenerator;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EdmTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void withAsMuchNoiseAsDataScalingsShouldBeTheHandComputedOnes() {
        Edm edm = new Edm(0.5, 0.002, 80, 7, -1.2, 1.2);

        assertThat(edm.skip(0.5)).isCloseTo(0.5, EXACT);
        assertThat(edm.out(0.5)).isCloseTo(0.25 / Math.sqrt(0.5), EXACT);
        assertThat(edm.in(0.5)).isCloseTo(1 / Math.sqrt(0.5), EXACT);
        assertThat(edm.weight(0.5)).isCloseTo(0.5 / 0.0625, EXACT);
    }

    @Test
    void withoutNoiseTheInputShouldPassAndWithAllNoiseTheNetworkDecide() {
        Edm edm = Edm.DEFAULT;

        assertThat(edm.skip(1e-6)).isCloseTo(1, EXACT);
        assertThat(edm.out(1e-6)).isCloseTo(0, within(1e-5));
        assertThat(edm.skip(1e6)).isCloseTo(0, EXACT);
        assertThat(edm.out(1e6)).isCloseTo(edm.data(), EXACT);
    }

    @Test
    void levelsShouldFallFromTheLargestOverTheSmallestToNone() {
        double[] levels = Edm.DEFAULT.levels(32);

        assertThat(levels).hasSize(33);
        assertThat(levels[0]).isCloseTo(80, EXACT);
        assertThat(levels[31]).isCloseTo(0.002, EXACT);
        assertThat(levels[32]).isZero();
        for (int i = 0; i < 32; i++) {
            assertThat(levels[i + 1]).isLessThan(levels[i]);
        }
        assertThat(Edm.DEFAULT.time(levels[0])).isCloseTo(0, EXACT);
        assertThat(Edm.DEFAULT.time(levels[31])).isCloseTo(1, EXACT);
    }

    @Test
    void levelsOfTrainingShouldBeLogNormal() {
        SeededGenerator random = new SeededGenerator(1);
        double[] logs = DoubleStream.generate(() -> Math.log(Edm.DEFAULT.draw(random)))
                .limit(20_000)
                .toArray();
        double mean = DoubleStream.of(logs).average().orElseThrow();
        double square = DoubleStream.of(logs)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(-1.2, within(0.03));
        assertThat(Math.sqrt(square)).isCloseTo(1.2, within(0.03));
    }
}
