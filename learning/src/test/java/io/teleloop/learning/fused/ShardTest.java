package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 131, 132, 133, 256, 264, 265, 1000})
    void shardsShouldCoverTheBatchOnceInAlmostEqualParts(int batch) {
        List<Shard> shards = Shard.of(batch);

        int next = 0;
        for (Shard shard : shards) {
            assertThat(shard.from()).isEqualTo(next);
            assertThat(shard.rows()).isBetween(1, Shard.MAXIMUM_ROWS);
            next += shard.rows();
        }
        assertThat(next).isEqualTo(batch);
        int most = shards.stream().mapToInt(Shard::rows).max().orElseThrow();
        int least = shards.stream().mapToInt(Shard::rows).min().orElseThrow();
        assertThat(most - least).isLessThan(2 * Products.ROWS);
    }
}
