package io.teleloop.augmenter;

import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.recorder.Recorder;
import io.teleloop.recorder.RecorderConfig;
import io.teleloop.service.RunningService;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import io.teleloop.storecheck.StackView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// A real broker, a real store and a real recorder.
public final class TestStack implements AutoCloseable {
    private static final String BUCKET = "teleloop";
    private static final String KEY = "key";
    private static final String SECRET = "secret";

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final RunningService recorder;
    private final KafkaProducer<String, byte[]> producer;
    private final StackView view;
    private final ObjectStore store;

    private TestStack(Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        view = new StackView(kafka.bootstrapServers(), s3.endpoint(), KEY, SECRET, BUCKET);
        store = ObjectStore.open(new StoreConfig(s3.endpoint(), "us-east-1", BUCKET, KEY, SECRET));
        producer = KafkaClients.producer(kafka());
        Map<String, String> environment = environment("RECORDER");
        environment.put("TELELOOP_RECORDER_SPOOL_DIR", folder.resolve("spool").toString());
        recorder = Recorder.start(RecorderConfig.from(Settings.load("recorder", environment)), code -> {
            throw new IllegalStateException("the recorder gave up");
        });
    }

    public static TestStack start(Path folder) throws Exception {
        return new TestStack(folder);
    }

    public KafkaConfig kafka() {
        return new KafkaConfig(kafka.bootstrapServers(), "");
    }

    public ObjectStore store() {
        return store;
    }

    /// A writer of its own; the caller closes it.
    public EpisodeWriter writer() {
        return new EpisodeWriter(kafka());
    }

    /// The settings of a service of this stack as environment variables.
    Map<String, String> environment(String service) {
        String prefix = "TELELOOP_" + service + "_";
        Map<String, String> environment = new HashMap<>();
        environment.put(prefix + "KAFKA_BOOTSTRAP", kafka.bootstrapServers());
        environment.put(prefix + "KAFKA_GROUP_INSTANCE", "only-one");
        environment.put(prefix + "S3_ENDPOINT", s3.endpoint().toString());
        environment.put(prefix + "S3_BUCKET", BUCKET);
        environment.put(prefix + "S3_ACCESS_KEY", KEY);
        environment.put(prefix + "S3_SECRET_KEY", SECRET);
        environment.put(prefix + "MANAGEMENT_PORT", "0");
        return environment;
    }

    /// Writes an episode as a gateway does.
    public void send(List<EpisodeRecord> records) throws Exception {
        for (EpisodeRecord record : records) {
            Future<RecordMetadata> _ = producer.send(
                    new ProducerRecord<>(Topics.SAMPLES.topic(), record.getEpisodeId(), record.toByteArray()));
        }
        producer.flush();
    }

    /// What can be seen from outside.
    public StackView view() {
        return view;
    }

    /// Manifests of sealed episodes that no robot performed, in the order of their ids.
    public List<Manifest> generated() throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (Map.Entry<String, byte[]> object : view.objects().entrySet()) {
            if (object.getKey().startsWith(ObjectKeys.EPISODES)
                    && object.getKey().endsWith(ObjectKeys.MANIFEST)) {
                Manifest manifest = Manifest.parse(object.getValue());
                if (manifest.generated()) {
                    manifests.add(manifest);
                }
            }
        }
        return manifests;
    }

    public boolean isSealed(EpisodeId id) throws IOException {
        return view.object(ObjectKeys.episodeManifest(id)).isPresent();
    }

    @Override
    public void close() throws Exception {
        producer.close();
        recorder.close();
        store.close();
        view.close();
        s3.close();
        kafka.close();
    }
}
