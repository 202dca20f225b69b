package io.teleloop.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many records wait for this member. On the polling thread only, but for [#records()].
final class GroupLag {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLag.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Consumer<String, byte[]> consumer;
    private final Duration every;
    private long askedAt = System.nanoTime();
    private volatile long records;

    /// @param every how often it asks where partitions end from which nothing is fetched
    GroupLag(Consumer<String, byte[]> consumer, Duration every) {
        this.consumer = consumer;
        this.every = every;
    }

    /// As far as is known.
    long records() {
        return records;
    }

    void update(Map<TopicPartition, PartitionWork> owned) {
        askNowAndThen();
        records = owned.entrySet().stream()
                .mapToLong(entry -> consumer.currentLag(entry.getKey()).orElse(0)
                        + entry.getValue().waiting())
                .sum();
    }

    /// A fetch tells the end of its partition; while one is paused nobody fetches, and it grows unseen. The
    /// consumer's own numbers follow this answer too.
    private void askNowAndThen() {
        if (System.nanoTime() - askedAt < every.toNanos() || consumer.paused().isEmpty()) {
            return;
        }
        askedAt = System.nanoTime();
        try {
            Map<TopicPartition, Long> _ = consumer.endOffsets(consumer.paused(), PATIENCE);
        } catch (KafkaException e) {
            LOG.debug("The ends of paused partitions are not known problem={}", e.getMessage());
        }
    }
}
