package io.teleloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void percentilesShouldBeMeasuredValuesByNearestRank() {
        Percentiles hundred = Percentiles.of(
                LongStream.rangeClosed(1, 100).map(ms -> (101 - ms) * 1_000_000).toArray());

        assertThat(hundred.millis(0.5)).isEqualTo(50);
        assertThat(hundred.millis(0.99)).isEqualTo(99);
        assertThat(hundred.millis(1)).isEqualTo(100);
        assertThat(Percentiles.of(new long[] {7_000_000}).millis(0.01)).isEqualTo(7);
    }
}
