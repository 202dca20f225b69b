package io.teleloop.gateway.stream;

import io.teleloop.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka's producer, set up so that an acknowledged record is safe and order is kept: all replicas, idempotent.
final class KafkaWriter {
    private static final int BUFFER_BYTES = 48 << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MS = 5;
    private static final int MAX_BLOCK_MS = 1500;
    private static final int REQUEST_TIMEOUT_MS = 5000;
    private static final int DELIVERY_TIMEOUT_MS = 15_000;

    private final KafkaProducer<byte[], byte[]> producer;

    KafkaWriter(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// @throws org.apache.kafka.common.KafkaException when Kafka does not answer or a topic is missing
    void check() {
        for (Topics topic : new Topics[] {Topics.SAMPLES, Topics.STEPS, Topics.EPISODES, Topics.AUDIT}) {
            producer.partitionsFor(topic.topic());
        }
    }

    void send(InFlight record) {
        byte[] key = record.entry().key().getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(
                new ProducerRecord<>(record.entry().topic(), key, record.entry().value()), (metadata, failure) -> {
                    if (failure == null) {
                        record.acknowledged();
                    } else {
                        record.failed(failure);
                    }
                });
    }

    /// Closes at once and drops what was not sent.
    void abort() {
        producer.close(Duration.ZERO);
    }
}
