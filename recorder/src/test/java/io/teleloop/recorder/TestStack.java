package io.teleloop.recorder;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.service.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A real broker and a real store, with a producer to write and eyes to look from outside.
final class TestStack implements AutoCloseable {
    static final String BUCKET = "teleloop";
    private static final String KEY = "key";
    private static final String SECRET = "secret";

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final KafkaProducer<String, byte[]> producer;
    private final int s3Port;
    private EmbeddedS3 s3;
    private MinioClient client;

    private TestStack(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        this.s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        this.s3Port = s3.port();
        this.client = client();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", 2),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static TestStack start(Path folder) throws IOException, InterruptedException {
        return new TestStack(folder);
    }

    /// The settings of a recorder of this stack as environment variables.
    Map<String, String> environment(Path spool) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TELELOOP_RECORDER_KAFKA_BOOTSTRAP", kafka.bootstrapServers());
        environment.put("TELELOOP_RECORDER_KAFKA_GROUP_INSTANCE", "recorder-0");
        environment.put("TELELOOP_RECORDER_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("TELELOOP_RECORDER_S3_BUCKET", BUCKET);
        environment.put("TELELOOP_RECORDER_S3_ACCESS_KEY", KEY);
        environment.put("TELELOOP_RECORDER_S3_SECRET_KEY", SECRET);
        environment.put("TELELOOP_RECORDER_SPOOL_DIR", spool.toString());
        environment.put("TELELOOP_RECORDER_MANAGEMENT_PORT", "0");
        return environment;
    }

    Recorder startRecorder(Path spool, Map<String, String> more) throws Exception {
        Map<String, String> environment = environment(spool);
        environment.putAll(more);
        return Recorder.start(RecorderConfig.from(Settings.load("recorder", environment)), () -> {
            throw new IllegalStateException("the recorder gave up");
        });
    }

    Future<RecordMetadata> send(EpisodeRecord record) {
        return producer.send(new ProducerRecord<>(Topics.SAMPLES.topic(), record.getEpisodeId(), record.toByteArray()));
    }

    void sendAll(List<EpisodeRecord> records) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (EpisodeRecord record : records) {
            sent.add(send(record));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    void sendRaw(String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(Topics.SAMPLES.topic(), key, value)).get();
    }

    /// Every event so far, the newest of each key.
    Map<String, EpisodeEvent> events() throws IOException {
        Map<String, EpisodeEvent> events = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : read(Topics.EPISODES.topic())) {
            events.put(record.key(), EpisodeEvent.parseFrom(record.value()));
        }
        return events;
    }

    void stopStore() throws Exception {
        client.close();
        s3.close();
    }

    void startStoreAgain() throws IOException {
        s3 = EmbeddedS3.start(folder.resolve("s3"), s3Port, KEY, SECRET);
        client = client();
    }

    List<String> keys(String prefix) throws Exception {
        List<String> keys = new ArrayList<>();
        for (Result<Item> item : client.listObjects(ListObjectsArgs.builder()
                .bucket(BUCKET)
                .prefix(prefix)
                .recursive(true)
                .build())) {
            keys.add(item.get().objectName());
        }
        return keys;
    }

    Optional<byte[]> object(String key) throws Exception {
        try (InputStream object = client.getObject(
                GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
            return Optional.of(object.readAllBytes());
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        producer.close(Duration.ZERO);
        stopStore();
        kafka.close();
    }

    private MinioClient client() {
        return MinioClient.builder()
                .endpoint(s3.endpoint().toString())
                .credentials(KEY, SECRET)
                .region("us-east-1")
                .build();
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
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
}
