package io.teleloop.kafka;

import io.teleloop.contract.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Producers and consumers as every service has them. Keys are text, values are bytes.
public final class KafkaClients {
    private static final int MAX_BLOCK_MS = 10_000;
    /// A broker's restart does not break a sequence off.
    private static final int SEQUENCE_MAX_BLOCK_MS = 60_000;
    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 2_000;

    private KafkaClients() {}

    /// What it sent is on all replicas when it says so, once and in order.
    public static KafkaProducer<String, byte[]> producer(KafkaConfig config) {
        return producer(config, Map.of());
    }

    private static KafkaProducer<String, byte[]> producer(KafkaConfig config, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /// For records that must follow each other without a hole: none is given up while those behind it arrive.
    /// What waits for Kafka waits for as long as it takes; whoever sends is held up when that is too much, and
    /// the future of a record that finds no room tells so.
    public static KafkaProducer<String, byte[]> sequenceProducer(KafkaConfig config) {
        return producer(
                config,
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        SEQUENCE_MAX_BLOCK_MS));
    }

    /// A member of a consumer group, which begins at the oldest record and commits by hand.
    ///
    /// @param more settings beside these, or in place of them
    public static KafkaConsumer<String, byte[]> member(KafkaConfig config, String group, Map<String, Object> more) {
        Map<String, Object> settings = consumer(config);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // The newer protocol spins while partitions are paused (KAFKA-21084).
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Leaves partitions where they are when another member joins.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        if (!config.groupInstance().isEmpty()) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.groupInstance());
        }
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// A reader without a group, which is told when an offset exists no more.
    ///
    /// @param more settings beside these, or in place of them
    public static KafkaConsumer<String, byte[]> reader(KafkaConfig config, Map<String, Object> more) {
        Map<String, Object> settings = consumer(config);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> consumer(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.MAX_RECORD_BYTES);
        return settings;
    }
}
