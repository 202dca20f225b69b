package io.teleloop.learning.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NStepChainTest {
    private static Transition step(int at, float reward, float discount) {
        return Transition.of(new float[] {at}, new float[] {at}, reward, discount, new float[] {at + 1});
    }

    @Test
    void rewardsShouldAddUpDiscountedAndDiscountsMultiply() {
        List<Transition> folded =
                NStepChain.fold(List.of(step(0, 1, 0.5f), step(1, 2, 0.5f), step(2, 4, 0.5f), step(3, 8, 0.5f)), 3);
        assertThat(folded).hasSize(4);
        assertThat(folded.getFirst().reward()).isEqualTo(1 + 0.5f * 2 + 0.25f * 4);
        assertThat(folded.getFirst().discount()).isEqualTo(0.125f);
        assertThat(folded.getFirst().nextObservation()).containsExactly(3);
        // The last two see the end coming: fewer steps are left.
        assertThat(folded.get(2).reward()).isEqualTo(4 + 0.5f * 8);
        assertThat(folded.get(2).discount()).isEqualTo(0.25f);
        assertThat(folded.get(3).reward()).isEqualTo(8);
    }

    @Test
    void theEndOfTheTaskShouldEndEveryReturnThatReachesIt() {
        List<Transition> folded = NStepChain.fold(List.of(step(0, 0, 0.5f), step(1, 0, 0.5f), step(2, 1, 0)), 3);
        assertThat(folded).extracting(Transition::reward).containsExactly(0.25f, 0.5f, 1f);
        assertThat(folded).allMatch(Transition::terminal);
    }

    @Property(tries = 200)
    void everyStepShouldGiveOneTransitionWithTheReturnOfItsOwnSteps(
            @ForAll @IntRange(min = 1, max = 6) int steps, @ForAll @IntRange(min = 1, max = 20) int length) {
        List<Transition> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(step(i, i + 1, 0.9f));
        }
        List<Transition> folded = NStepChain.fold(chain, steps);
        assertThat(folded).hasSize(length);
        for (int i = 0; i < length; i++) {
            double expected = 0;
            double discount = 1;
            for (int k = i; k < Math.min(length, i + steps); k++) {
                expected += discount * (k + 1);
                discount *= 0.9;
            }
            assertThat(folded.get(i).observation()).containsExactly(i);
            assertThat((double) folded.get(i).reward()).isCloseTo(expected, within(1e-4));
            assertThat((double) folded.get(i).discount()).isCloseTo(discount, within(1e-5));
        }
    }
}
