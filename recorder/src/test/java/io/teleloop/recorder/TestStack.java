package io.teleloop.recorder;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.service.RunningService;
import io.teleloop.service.Settings;
import io.teleloop.storecheck.StackView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    private final StackView view;

    private TestStack(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        this.s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        this.s3Port = s3.port();
        this.view = new StackView(kafka.bootstrapServers(), s3.endpoint(), KEY, SECRET, BUCKET);
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

    RunningService startRecorder(Path spool, Map<String, String> more) throws Exception {
        Map<String, String> environment = environment(spool);
        environment.putAll(more);
        return Recorder.start(RecorderConfig.from(Settings.load("recorder", environment)), code -> {
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

    /// What can be seen from outside.
    StackView view() {
        return view;
    }

    void stopStore() throws Exception {
        s3.close();
    }

    void startStoreAgain() throws IOException {
        s3 = EmbeddedS3.start(folder.resolve("s3"), s3Port, KEY, SECRET);
    }

    @Override
    public void close() throws Exception {
        producer.close(Duration.ZERO);
        view.close();
        stopStore();
        kafka.close();
    }
}
