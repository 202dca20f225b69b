package io.teleloop.learning.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricSamplerTest {
    private final ReplayBuffer online = new ReplayBuffer(8, 1, 1, 0);
    private final ReplayBuffer demonstrations = new ReplayBuffer(8, 1, 1, 0);
    private final ReplayBuffer synthetic = new ReplayBuffer(8, 1, 1, 0);
    private final SymmetricSampler sampler = new SymmetricSampler(online, demonstrations, synthetic, 0.5);
    private final Batch batch = new Batch(4, 1, 1, 0);

    @Test
    void everySecondRowShouldBeDemonstratedAndSaySo() {
        add(online, 1);
        add(demonstrations, 2);

        sampler.sample(new SplittableRandom(1), batch);

        assertThat(batch.rewards).containsExactly(1, 2, 1, 2);
        assertThat(batch.demonstrated).containsExactly(0, 1, 0, 1);
    }

    @Test
    void oneStoreShouldStandInForAnEmptyOne() {
        add(demonstrations, 2);
        sampler.sample(new SplittableRandom(1), batch);

        assertThat(batch.rewards).containsOnly(2);
        assertThat(batch.demonstrated).containsOnly(1);
    }

    @Test
    void whatIsSyntheticShouldTakeItsShareAndLeaveTheRestToBothOthers() {
        add(online, 1);
        add(demonstrations, 2);
        add(synthetic, 3);

        sampler.sample(new SplittableRandom(1), batch);

        assertThat(batch.rewards).containsExactly(1, 2, 3, 3);
        assertThat(batch.demonstrated).containsExactly(0, 1, 0, 0);
    }

    @Test
    void aShareBeyondAllShouldBeRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymmetricSampler(online, demonstrations, synthetic, 1.5))
                .withMessageContaining("1.5");
    }

    private static void add(ReplayBuffer store, float reward) {
        float[] one = {0};
        store.add(new Transition(one, one, reward, 0.9f, one, new float[0], new float[0], false, false), 0);
    }
}
