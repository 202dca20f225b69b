package io.teleloop.trainer.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Some topics as one sequence of records. It gives them either in the order of time, or partition by partition as the
/// caller asks: the first time and again, when a recorded order is followed.
///
/// The order of time: of the next records of all partitions, the one with the earliest timestamp. A partition that has
/// nothing more is not waited for, so a step is given as soon as it is there, and a log that grows no more is always
/// given in the same order. Within a partition records keep their order.
///
/// A slow reader never slows the log down: what is read ahead is bounded, the rest waits at the broker.
///
/// Not safe for use by several threads at once.
public final class OrderedLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /// Records of a partition that are read ahead, before it is paused.
    private static final int MOST_AHEAD = 500;

    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Consumer<String, byte[]> consumer;
    private final BooleanSupplier stopping;
    private final Map<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> ahead = new TreeMap<>(BY_NAME);
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private final LongConsumer onGone;

    /// @param consumer without a group, that fails when an offset is out of range
    /// @param stopping makes every wait end soon
    /// @param onGone told how many records were asked for and exist no more
    public OrderedLog(Consumer<String, byte[]> consumer, BooleanSupplier stopping, LongConsumer onGone) {
        this.onGone = onGone;
        this.consumer = consumer;
        this.stopping = stopping;
    }

    /// Begins to read all partitions of these topics.
    ///
    /// @param from the offset of each partition's first record; a partition without begins with the oldest record
    public void begin(List<String> topics, Map<TopicPartition, Long> from) {
        while (!stopping.getAsBoolean()) {
            try {
                List<TopicPartition> partitions = new ArrayList<>();
                for (String topic : topics) {
                    consumer.partitionsFor(topic)
                            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
                consumer.assign(partitions);
                // What was paused stays so through a new assignment of the same partitions.
                consumer.resume(partitions);
                Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
                ends = consumer.endOffsets(partitions);
                ahead.clear();
                next.clear();
                for (TopicPartition partition : partitions) {
                    ahead.put(partition, new ArrayDeque<>());
                    seek(partition, from.get(partition), beginnings.getOrDefault(partition, 0L));
                }
                return;
            } catch (RetriableException e) {
                LOG.warn("Kafka does not tell its offsets yet problem={}", e.getMessage());
            }
        }
    }

    /// The next record in the order of time.
    ///
    /// @param wait how long to wait for one
    public Optional<ConsumerRecord<String, byte[]>> next(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            boolean nothing = ahead.values().stream().allMatch(Deque::isEmpty);
            long left = Math.max(0, deadline - System.nanoTime());
            if (ahead.values().stream().anyMatch(Deque::isEmpty)) {
                fill(nothing || !everyPartitionIsKnown() ? min(POLL, Duration.ofNanos(left)) : Duration.ZERO);
            }
            if (everyPartitionIsKnown()) {
                Optional<ConsumerRecord<String, byte[]>> earliest = ahead.values().stream()
                        .filter(records -> !records.isEmpty())
                        .map(Deque::getFirst)
                        .min(Comparator.comparingLong(ConsumerRecord::timestamp));
                if (earliest.isPresent()) {
                    return Optional.of(take(partition(earliest.get())));
                }
            }
            if (left == 0 || stopping.getAsBoolean()) {
                return Optional.empty();
            }
        }
    }

    /// The next record of one partition, if it lies before an offset and still exists.
    public Optional<ConsumerRecord<String, byte[]>> next(TopicPartition partition, long end) {
        Deque<ConsumerRecord<String, byte[]>> records = ahead.get(partition);
        if (records == null) {
            return Optional.empty();
        }
        long last = Math.min(end, ends.getOrDefault(partition, 0L));
        while (records.isEmpty() && consumer.position(partition) < last && !stopping.getAsBoolean()) {
            fill(POLL);
        }
        if (records.isEmpty() || records.getFirst().offset() >= end) {
            return Optional.empty();
        }
        return Optional.of(take(partition));
    }

    /// Learns what is new at the broker, without giving anything.
    public void refresh() {
        fill(Duration.ZERO);
    }

    /// Records of a topic that were not given yet, as far as is known.
    public long lag(String topic) {
        long lag = 0;
        for (Map.Entry<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> entry : ahead.entrySet()) {
            if (entry.getKey().topic().equals(topic)) {
                lag += entry.getValue().size()
                        + consumer.currentLag(entry.getKey()).orElse(0L);
            }
        }
        return lag;
    }

    /// By partition, the offset of the record that would be given next.
    public Map<TopicPartition, Long> offsets() {
        return Map.copyOf(next);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void seek(TopicPartition partition, @Nullable Long wanted, long beginning) {
        long end = ends.getOrDefault(partition, 0L);
        long start = wanted == null ? beginning : wanted;
        if (start < beginning) {
            onGone.accept(beginning - start);
            LOG.error(
                    "Records exist no more, the topic keeps them for too short a time; learning goes on without them"
                            + " partition={} from={} to={}",
                    partition,
                    start,
                    beginning);
            start = beginning;
        } else if (start > end) {
            LOG.error(
                    "The topic was made anew or lost its end; it is read from its beginning partition={} wanted={}"
                            + " end={}",
                    partition,
                    start,
                    end);
            start = beginning;
        }
        consumer.seek(partition, start);
        next.put(partition, start);
    }

    private boolean everyPartitionIsKnown() {
        for (Map.Entry<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> entry : ahead.entrySet()) {
            if (entry.getValue().isEmpty()
                    && consumer.currentLag(entry.getKey()).orElse(Long.MAX_VALUE) > 0) {
                return false;
            }
        }
        return true;
    }

    private ConsumerRecord<String, byte[]> take(TopicPartition partition) {
        Deque<ConsumerRecord<String, byte[]>> records = ahead.getOrDefault(partition, new ArrayDeque<>());
        ConsumerRecord<String, byte[]> record = records.removeFirst();
        next.put(partition, record.offset() + 1);
        if (records.size() == MOST_AHEAD / 2) {
            consumer.resume(List.of(partition));
        }
        return record;
    }

    private void fill(Duration wait) {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
                Deque<ConsumerRecord<String, byte[]>> records = ahead.get(partition(record));
                if (records != null) {
                    records.addLast(record);
                }
            }
        } catch (OffsetOutOfRangeException e) {
            begin(ahead.keySet().stream().map(TopicPartition::topic).distinct().toList(), offsets());
            return;
        } catch (RetriableException e) {
            LOG.warn("Kafka does not answer problem={}", e.getMessage());
        }
        consumer.pause(ahead.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= MOST_AHEAD)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
