package io.teleloop.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final ParameterLayout LAYOUT = ParameterLayout.mlp(1, List.of(), 1, false, false);

    @Test
    void theFirstStepShouldBeTheLearningRateAgainstEachGradientsSign() {
        try (FlatParameters parameters = new FlatParameters(LAYOUT, new float[] {2, -3}, true);
                Adam adam = new Adam(parameters, 0.1, 0, 0)) {
            step(parameters, adam);
            assertThat(parameters.values()[0]).isCloseTo(1.9f, within(1e-6f));
            assertThat(parameters.values()[1]).isCloseTo(-2.9f, within(1e-6f));
        }
    }

    @Test
    void weightDecayShouldShrinkTheParametersApartFromTheGradient() {
        try (FlatParameters parameters = new FlatParameters(LAYOUT, new float[] {2, -3}, true);
                Adam adam = new Adam(parameters, 0.1, 0.5, 0)) {
            step(parameters, adam);
            assertThat(parameters.values()[0]).isCloseTo(2 * 0.95f - 0.1f, within(1e-6f));
        }
    }

    @Test
    void aLongGradientShouldBeCutToTheNormThatIsAllowed() {
        try (FlatParameters parameters = new FlatParameters(LAYOUT, new float[] {3, 4}, true);
                Adam adam = new Adam(parameters, 0.1, 0, 1)) {
            step(parameters, adam);
            // The gradient of (w^2 + b^2) / 2 is (3, 4), of length 5; a tenth of it is the first moment.
            assertThat(adam.firstMoment()[0]).isCloseTo(0.06f, within(1e-6f));
            assertThat(adam.firstMoment()[1]).isCloseTo(0.08f, within(1e-6f));
        }
    }

    @Test
    void aRestoredOptimiserShouldGoOnBitForBit() {
        try (FlatParameters parameters = new FlatParameters(LAYOUT, new float[] {3, 4}, true);
                Adam adam = new Adam(parameters, 0.1, 0, 0)) {
            step(parameters, adam);
            try (FlatParameters copy = new FlatParameters(LAYOUT, parameters.values(), true);
                    Adam restored = new Adam(copy, 0.1, 0, 0)) {
                restored.restore(adam.firstMoment(), adam.secondMoment(), adam.steps());
                step(parameters, adam);
                step(copy, restored);
                assertThat(copy.values()).containsExactly(parameters.values());
            }
        }
    }

    private static void step(FlatParameters parameters, Adam adam) {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = parameters
                    .get(0)
                    .square()
                    .sum()
                    .add(parameters.get(1).square().sum())
                    .mul(Torch.scalar(0.5));
            adam.step(parameters.gradient(loss));
        }
    }
}
