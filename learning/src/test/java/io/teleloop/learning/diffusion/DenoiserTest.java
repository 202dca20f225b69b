package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/// A network that has learned nothing gives 0, so what comes out is known.
class DenoiserTest {
    private static final WindowShape SHAPE = new WindowShape(4, 1, 1);
    private static final Denoiser DENOISER = Denoiser.of(
            Edm.DEFAULT, new WindowCodec(SHAPE, Normaliser.identity(1), new float[SHAPE.size()], allButFirst()), 8);

    @Test
    void theLossShouldBeTheHandComputedOne() {
        try (PointerScope scope = new PointerScope();
                FlatParameters untrained = untrained()) {
            Tensor clean = filled(2, 2);
            Tensor noise = filled(2, 1);

            double loss = DENOISER.loss(untrained, clean, Torch.tensor(new float[2], 2, 1), noise, new double[] {1, 3})
                    .item_double();

            // Sigma 1: skip 1/2, weight 2: 2 (3/2 - 2)^2 = 1/2.
            // Sigma 3: skip 1/10, weight 10/9: 10/9 (5/10 - 2)^2 = 5/2.
            // Of 16 numbers a window the first observation is given and has no error.
            assertThat(loss).isCloseTo((0.5 + 2.5) / 2 * 15 / 16, within(1e-5));
        }
    }

    @Test
    void theFirstObservationShouldNotChange() {
        try (PointerScope scope = new PointerScope();
                FlatParameters untrained = untrained()) {
            Tensor starts = Torch.tensor(new float[] {5, -7}, 2, 1);

            float[] denoised = Torch.values(DENOISER.denoise(untrained, filled(2, 3), new double[] {1, 1}, starts));

            assertThat(denoised[0]).isZero();
            assertThat(denoised[SHAPE.size()]).isZero();
            assertThat(denoised[1]).isEqualTo(1.5f);
            assertThat(denoised[SHAPE.row()]).isEqualTo(1.5f);
        }
    }

    private static float[] allButFirst() {
        float[] deviation = new float[SHAPE.size()];
        Arrays.fill(deviation, 1, deviation.length, 1);
        return deviation;
    }

    private static FlatParameters untrained() {
        ParameterLayout layout = DENOISER.network().layout();
        return new FlatParameters(layout, layout.initial(new SeededGenerator(1)), true);
    }

    private static Tensor filled(int windows, float value) {
        float[] values = new float[windows * SHAPE.size()];
        Arrays.fill(values, value);
        return Torch.tensor(values, windows, SHAPE.rows(), SHAPE.row());
    }
}
