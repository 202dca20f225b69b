package io.teleloop.kafka;

import io.teleloop.infra.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A real broker with topics of a test's own.
final class TestLog implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final Producer<String, byte[]> producer;
    private final Admin admin;

    private TestLog(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(
                // One request at a time: right after a topic is made, a broker can refuse the first and take the
                // second.
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        1),
                new StringSerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    static TestLog start(Path folder) throws IOException {
        return new TestLog(EmbeddedKafka.start(folder, 0));
    }

    KafkaConfig config(String groupInstance) {
        return new KafkaConfig(kafka.bootstrapServers(), groupInstance);
    }

    void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    /// The numbers from one to another, in turn to every partition.
    void send(String topic, int partitions, int from, int to) throws ExecutionException, InterruptedException {
        for (int i = from; i < to; i++) {
            var _ = producer.send(new ProducerRecord<>(topic, i % partitions, "key", bytes(i)));
        }
        producer.flush();
    }

    /// What a group has committed of a topic, by partition.
    Map<Integer, Long> committed(String group, String topic) throws ExecutionException, InterruptedException {
        Map<Integer, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return committed;
    }

    static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    static int number(byte[] bytes) {
        return Integer.parseInt(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        admin.close();
        producer.close(Duration.ZERO);
        kafka.close();
    }
}
