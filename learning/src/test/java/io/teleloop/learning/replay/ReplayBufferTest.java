package io.teleloop.learning.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.teleloop.learning.tensor.SeededGenerator;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
    private static Transition numbered(float number) {
        return Transition.of(
                new float[] {number, number}, new float[] {number}, number, 0.9f, new float[] {number + 1, number + 1});
    }

    private static ReplayBuffer holding(int capacity, int from, int to) {
        ReplayBuffer buffer = new ReplayBuffer(capacity, 2, 1, 0);
        for (int i = from; i < to; i++) {
            buffer.add(numbered(i), 0);
        }
        return buffer;
    }

    @Test
    void theNewestShouldPushOutTheOldest() {
        ReplayBuffer buffer = holding(3, 0, 5);
        Batch batch = new Batch(200, 2, 1, 0);
        buffer.sample(new SeededGenerator(1), batch, 0, 1);
        assertThat(buffer.size()).isEqualTo(3);
        assertThat(batch.rewards).containsOnly(2, 3, 4);
    }

    @Test
    void everyColumnOfARowShouldBeOfOneTransition() {
        Batch batch = new Batch(100, 2, 1, 0);
        holding(5000, 0, 3000).sample(new SeededGenerator(1), batch, 0, 1);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.observations[2 * i + 1]).isEqualTo(batch.rewards[i]);
            assertThat(batch.actions[i]).isEqualTo(batch.rewards[i]);
            assertThat(batch.nextObservations[2 * i]).isEqualTo(batch.rewards[i] + 1);
            assertThat(batch.discounts[i]).isEqualTo(0.9f);
        }
    }

    @Test
    void drawsShouldDependOnlyOnWhatIsHeldNow() {
        Batch long1 = new Batch(32, 2, 1, 0);
        Batch short1 = new Batch(32, 2, 1, 0);
        holding(10, 0, 37).sample(new SeededGenerator(4), long1, 0, 1);
        holding(10, 27, 37).sample(new SeededGenerator(4), short1, 0, 1);
        assertThat(long1.rewards).containsExactly(short1.rewards);
    }

    @Test
    void halfOfASymmetricBatchShouldBeDemonstrations() {
        SymmetricSampler sampler = new SymmetricSampler(holding(10, 0, 10), holding(10, 100, 110), holding(1, 0, 0), 0);
        Batch batch = new Batch(32, 2, 1, 0);
        sampler.sample(new SeededGenerator(2), batch);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.rewards[i] >= 100).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void whatIsNotFiniteOrOfAnotherSizeShouldBeRefusedByName() {
        ReplayBuffer buffer = new ReplayBuffer(10, 2, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer.add(numbered(Float.NaN), 0))
                .withMessageContaining("observation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer.add(numbered(1).withBase(new float[1], new float[1]), 0))
                .withMessageContaining("base action");
        assertThat(buffer.size()).isZero();
    }
}
