package io.teleloop.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits what was handled. A commit that fails only means that more is handled again. On the polling thread only.
final class OffsetCommits {
    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long triedAt = System.nanoTime();

    OffsetCommits(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /// Now and then, without waiting for the answer.
    void sometimes(Map<TopicPartition, PartitionWork> handled) {
        if (System.nanoTime() - triedAt < EVERY.toNanos()) {
            return;
        }
        triedAt = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(handled);
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (tried, problem) -> {
                if (problem == null) {
                    note(tried);
                } else {
                    LOG.warn("Offsets are not committed yet problem={}", problem.getMessage());
                }
            });
        }
    }

    /// Returns when Kafka has them, or does not answer.
    void now(Map<TopicPartition, PartitionWork> handled) {
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(handled);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, PATIENCE);
            note(offsets);
        } catch (KafkaException e) {
            LOG.warn("Offsets are not committed, records are handled again problem={}", e.getMessage());
        }
    }

    /// Another member may commit for them from now on.
    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, PartitionWork> handled) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        handled.forEach((partition, work) -> {
            long to = work.handledTo();
            if (to > committed.getOrDefault(partition, 0L)) {
                offsets.put(partition, new OffsetAndMetadata(to));
            }
        });
        return offsets;
    }

    private void note(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }
}
