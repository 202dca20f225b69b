package io.teleloop.gateway.policy;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.PolicyPinned;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Keeps a pin for every gateway, also after a restart: as a record. Thread-safe.
final class PinWriter implements AutoCloseable {
    private static final int TIMEOUT_MS = 5000;

    private final KafkaProducer<String, byte[]> producer;

    PinWriter(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // A person waits for the answer, and a caller on the event loop must not wait for metadata.
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        TIMEOUT_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        2 * TIMEOUT_MS,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        1L << 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Waits for the broker's metadata at the first time: not for an event loop.
    Future<Void> write(PolicyPinned pin) {
        Promise<Void> written = Promise.promise();
        var _ = producer.send(
                new ProducerRecord<>(Topics.POLICIES.topic(), pin.getPolicyId() + Topics.PIN_SUFFIX, pin.toByteArray()),
                (metadata, e) -> {
                    if (e == null) {
                        written.complete();
                    } else {
                        written.fail(e);
                    }
                });
        return written.future();
    }

    @Override
    public void close() {
        producer.close();
    }
}
