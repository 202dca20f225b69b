package io.teleloop.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.EpisodeId;
import io.teleloop.trainer.checkpoint.IngestionOrder.Demonstration;
import io.teleloop.trainer.checkpoint.IngestionOrder.Run;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IngestionOrderTest {
    private static final EpisodeId EPISODE = EpisodeId.at(Instant.EPOCH);

    private final IngestionOrder order = new IngestionOrder();

    @Test
    void stepsOfOnePartitionShouldFormARunOverWhatLiesBetween() {
        order.tookStep(3, 10);
        order.tookStep(3, 11);
        order.tookStep(3, 20);

        assertThat(order).containsExactly(new Run(3, 10, 21));
    }

    @Test
    void anotherPartitionOrADemonstrationShouldEndARun() {
        order.tookStep(0, 5);
        order.tookStep(7, 1);
        order.tookStep(0, 6);
        order.tookDemonstration(EPISODE);
        order.tookStep(0, 9);

        assertThat(order)
                .containsExactly(
                        new Run(0, 5, 6),
                        new Run(7, 1, 2),
                        new Run(0, 6, 7),
                        new Demonstration(EPISODE),
                        new Run(0, 9, 10));
    }

    @Test
    void aDecodedOrderShouldGoOnLikeTheFirst() {
        order.tookStep(0, 1L << 40);
        IngestionOrder copy = IngestionOrder.decode(order.encode());

        order.tookStep(0, (1L << 40) + 1);
        copy.tookStep(0, (1L << 40) + 1);

        assertThat(copy).isEqualTo(order).containsExactly(new Run(0, 1L << 40, (1L << 40) + 2));
    }

    @Test
    void robotsThatTakeTurnsShouldCostFewBytesAStep() {
        for (int step = 0; step < 10_000; step++) {
            order.tookStep(step % 2, 1_000_000 + step / 2);
        }

        assertThat(order.encode().length).isLessThan(4 * 10_000);
    }

    @Test
    void aCutOrderShouldBeRefused() {
        order.tookDemonstration(EPISODE);
        order.tookStep(1, 300);
        byte[] whole = order.encode();

        assertThatThrownBy(() -> IngestionOrder.decode(Arrays.copyOf(whole, 20)))
                .hasMessageContaining("within an episode id");
        assertThatThrownBy(() -> IngestionOrder.decode(Arrays.copyOf(whole, whole.length - 1)))
                .hasMessageContaining("within a number");
    }
}
