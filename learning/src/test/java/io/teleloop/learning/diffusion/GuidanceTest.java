package io.teleloop.learning.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class GuidanceTest {
    private static final WindowShape SHAPE = new WindowShape(2, 1, 1);
    /// Actions were twice as wide as normalised ones, around 1.
    private static final WindowCodec CODEC = new WindowCodec(
            SHAPE, Normaliser.identity(1), new float[] {0, 1, 0, 0, 0, 1, 0, 0}, new float[] {1, 2, 1, 1, 1, 2, 1, 1});

    @Test
    void itShouldFallOverTheStepsWithABumpInTheMiddle() {
        try (GaussianPolicy policy = Policies.constant(0, 1)) {
            Guidance guidance = Guidance.to(policy, 2);

            assertThat(guidance.strength(0, 4)).isCloseTo(2 * (1 + 0.3 * Math.sqrt(0.5)), within(1e-9));
            assertThat(guidance.strength(1, 4)).isCloseTo(2 * (0.75 + 0.3), within(1e-9));
            assertThat(guidance.strength(3, 4)).isCloseTo(2 * 0.25, within(1e-9));
        }
    }

    @Test
    void actionsAloneShouldBePushedAlongTheGradient() {
        try (PointerScope scope = new PointerScope();
                GaussianPolicy policy = Policies.constant(4, 0.5)) {
            float[] push = Torch.values(new Guidance(policy, 1, false).push(windows(), starts(), CODEC, 1, 4));

            // u = 2 x + 1 is 1 and 2; its gradient (4 - u) / 0.25, twice that for x; strength 1.05.
            assertThat(push).containsExactly(new float[] {0, 24 * 1.05f, 0, 0, 0, 16 * 1.05f, 0, 0}, within(1e-4f));
        }
    }

    @Test
    void aNormalisedPushShouldBeAsLongAsItsStrength() {
        try (PointerScope scope = new PointerScope();
                GaussianPolicy policy = Policies.constant(4, 0.5)) {
            float[] push = Torch.values(Guidance.to(policy, 1).push(windows(), starts(), CODEC, 1, 4));

            assertThat(Math.hypot(push[1], push[5])).isCloseTo(1.05, within(1e-5));
        }
    }

    @Test
    void theLikelihoodShouldBeTheHandComputedOne() {
        try (GaussianPolicy policy = Policies.constant(0, 0.5)) {
            Moment moment = new Moment(new float[] {9}, new float[] {(float) Math.tanh(1)}, 0, false);

            // -(1 / 0.5)^2 / 2 - ln 0.5 - ln(2 pi) / 2
            assertThat(policy.logLikelihood(List.of(moment)))
                    .isCloseTo(-2 - Math.log(0.5) - 0.5 * Math.log(2 * Math.PI), within(1e-5));
        }
    }

    private static Tensor starts() {
        return Torch.tensor(new float[] {9}, 1, 1);
    }

    private static Tensor windows() {
        return Torch.tensor(new float[] {3, 0, 3, 3, 3, 0.5f, 3, 3}, 1, 2, 4);
    }
}
