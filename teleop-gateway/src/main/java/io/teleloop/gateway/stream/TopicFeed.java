package io.teleloop.gateway.stream;

import io.teleloop.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears every record of some topics, for as long as it is open. No consumer group: every gateway hears everything.
/// After an interruption it begins anew, so a listener may hear a record twice.
public final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /// Where to begin.
    public enum From {
        /// With the oldest record that is kept.
        THE_BEGINNING,
        /// With what comes after the feed began to listen.
        NOW
    }

    private final String bootstrapServers;
    private final List<Topics> topics;
    private final From from;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

    /// @param name of the feed's thread
    /// @param listener called on the feed's own thread, never with a deletion
    public TopicFeed(
            String name,
            String bootstrapServers,
            List<Topics> topics,
            From from,
            Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.bootstrapServers = bootstrapServers;
        this.topics = List.copyOf(topics);
        this.from = from;
        this.listener = listener;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!isClosed()) {
                try {
                    listen();
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.debug("Topics are not to be had now topics={} problem={}", topics, e.toString());
                }
                if (closed.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void listen() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            open = consumer;
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.topic()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            switch (from) {
                case THE_BEGINNING -> consumer.seekToBeginning(partitions);
                case NOW -> consumer.seekToEnd(partitions);
            }
            // The place is looked up now, not at the first poll: nothing that comes later is missed.
            partitions.forEach(consumer::position);
            while (!isClosed()) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    hear(message);
                }
            }
        } finally {
            open = null;
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        // A compacted topic may hold deletions.
        if (message.value() != null) {
            listener.accept(message);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
