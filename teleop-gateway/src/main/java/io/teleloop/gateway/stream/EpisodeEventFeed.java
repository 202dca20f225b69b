package io.teleloop.gateway.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
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

/// Hears what became of episodes, from now on. No consumer group: every gateway hears everything.
public final class EpisodeEventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpisodeEventFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final Consumer<EpisodeEvent> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

    /// @param listener called on the feed's own thread
    public EpisodeEventFeed(String bootstrapServers, Consumer<EpisodeEvent> listener) {
        this.bootstrapServers = bootstrapServers;
        this.listener = listener;
        thread = Thread.ofPlatform().name("episode-events").unstarted(this::run);
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
                    LOG.debug("Episode events are not to be had now problem={}", e.toString());
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
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.EPISODES.topic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // The end is looked up now, not at the first poll: nothing that comes later is missed.
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
        if (message.value() == null) {
            return;
        }
        try {
            listener.accept(EpisodeEvent.parseFrom(message.value()));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("Episode event is damaged offset={}", message.offset());
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
