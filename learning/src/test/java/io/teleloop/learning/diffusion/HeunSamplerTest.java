package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/// Of Gaussian data the best denoiser is known.
class HeunSamplerTest {
    private static final double MEAN = 3;
    private static final double DEVIATION = 0.5;

    @Test
    void samplesShouldBeDistributedAsTheData() {
        float[] samples = sample(32);

        assertThat(mean(samples)).isCloseTo(MEAN, within(0.03));
        assertThat(deviation(samples)).isCloseTo(DEVIATION, within(0.03));
    }

    @Test
    void moreStepsShouldChangeLittle() {
        float[] few = sample(32);
        float[] many = sample(128);

        for (int i = 0; i < few.length; i++) {
            assertThat(few[i]).isCloseTo(many[i], within(0.05f));
        }
    }

    private static float[] sample(int steps) {
        try (PointerScope scope = new PointerScope()) {
            float[] noise = new float[4000];
            new SeededGenerator(1).fillGaussian(noise);
            return Torch.values(new HeunSampler(Edm.DEFAULT, steps)
                    .sample(Torch.tensor(noise, 4000, 1), HeunSamplerTest::best, null));
        }
    }

    /// The mean of the data that gave x by noise.
    private static Tensor best(Tensor x, double sigma) {
        double data = DEVIATION * DEVIATION;
        double noise = sigma * sigma;
        return x.mul(new Scalar(data / (data + noise))).add(new Scalar(MEAN * noise / (data + noise)));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }
}
