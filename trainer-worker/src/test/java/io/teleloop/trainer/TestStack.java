package io.teleloop.trainer;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.teleloop.contract.Topics;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A real broker and a real store, with a producer to write and eyes to look from outside.
public final class TestStack implements AutoCloseable {
    private static final String BUCKET = "teleloop";
    private static final String KEY = "key";
    private static final String SECRET = "secret";

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final KafkaProducer<String, byte[]> producer;
    private final MinioClient client;

    private TestStack(Path folder) throws IOException, InterruptedException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        producer = new KafkaProducer<>(
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
        client = MinioClient.builder()
                .endpoint(s3.endpoint().toString())
                .credentials(KEY, SECRET)
                .region("us-east-1")
                .build();
    }

    public static TestStack start(Path folder) throws IOException, InterruptedException {
        return new TestStack(folder);
    }

    public String bootstrap() {
        return kafka.bootstrapServers();
    }

    /// A client as a trainer has it.
    public ObjectStore store() {
        return ObjectStore.open(new StoreConfig(s3.endpoint(), "us-east-1", BUCKET, KEY, SECRET));
    }

    /// The settings of a trainer of this stack as environment variables.
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TELELOOP_TRAINER_KAFKA_BOOTSTRAP", bootstrap());
        environment.put("TELELOOP_TRAINER_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("TELELOOP_TRAINER_S3_BUCKET", BUCKET);
        environment.put("TELELOOP_TRAINER_S3_ACCESS_KEY", KEY);
        environment.put("TELELOOP_TRAINER_S3_SECRET_KEY", SECRET);
        environment.put("TELELOOP_TRAINER_MANAGEMENT_PORT", "0");
        return environment;
    }

    public KafkaProducer<String, byte[]> producer() {
        return producer;
    }

    /// The record is in the log after the next [#flush].
    public void send(String topic, int partition, long timestamp, String key, byte[] value) {
        Future<?> _ = producer.send(new ProducerRecord<>(topic, partition, timestamp, key, value));
    }

    public void flush() {
        producer.flush();
    }

    public void put(String key, byte[] bytes) throws Exception {
        client.putObject(PutObjectArgs.builder()
                .bucket(BUCKET)
                .object(key)
                .data(bytes, bytes.length)
                .build());
    }

    public byte[] object(String key) throws Exception {
        try (InputStream object = client.getObject(
                GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
            return object.readAllBytes();
        }
    }

    /// Everything in a topic so far.
    public List<ConsumerRecord<String, byte[]>> read(Topics topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(info -> new TopicPartition(topic.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(50)).forEach(all::add);
            }
        }
        return all;
    }

    public KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() throws Exception {
        producer.close(Duration.ZERO);
        client.close();
        s3.close();
        kafka.close();
    }
}
