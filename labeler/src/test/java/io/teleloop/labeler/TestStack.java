package io.teleloop.labeler;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Schemas;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.EpisodeLayout;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Step;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.mcap.Attachment;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// A real broker and a real store, with sealed episodes as the recorder leaves them.
public final class TestStack implements AutoCloseable {
    private static final String BUCKET = "teleloop";
    private static final String KEY = "key";
    private static final String SECRET = "secret";
    private static final String PROTOBUF = "protobuf";

    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final LogWriter log;
    private final ObjectStore store;

    private TestStack(Path folder) throws IOException, InterruptedException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        log = new LogWriter(KafkaClients.producer(kafka()));
        store = ObjectStore.open(new StoreConfig(s3.endpoint(), "us-east-1", BUCKET, KEY, SECRET));
    }

    public static TestStack start(Path folder) throws IOException, InterruptedException {
        return new TestStack(folder);
    }

    public KafkaConfig kafka() {
        return new KafkaConfig(kafka.bootstrapServers(), "");
    }

    public ObjectStore store() {
        return store;
    }

    /// The settings of a labeler of this stack as environment variables.
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TELELOOP_LABELER_KAFKA_BOOTSTRAP", kafka.bootstrapServers());
        // A killed one is followed at once.
        environment.put("TELELOOP_LABELER_KAFKA_GROUP_INSTANCE", "labeler-1");
        environment.put("TELELOOP_LABELER_S3_ENDPOINT", s3.endpoint().toString());
        environment.put("TELELOOP_LABELER_S3_BUCKET", BUCKET);
        environment.put("TELELOOP_LABELER_S3_ACCESS_KEY", KEY);
        environment.put("TELELOOP_LABELER_S3_SECRET_KEY", SECRET);
        environment.put("TELELOOP_LABELER_MANAGEMENT_PORT", "0");
        return environment;
    }

    /// Puts an episode into the store under a new id.
    ///
    /// @param number of the id: equal numbers give equal ids, higher ones later ones
    public EpisodeId store(EpisodeView episode, long number) throws IOException {
        return store(episode, number, episode.manifest().controlRateHz());
    }

    /// Puts an episode whose manifest says another control rate than its own.
    public EpisodeId store(EpisodeView episode, long number, double controlRateHz) throws IOException {
        EpisodeId id = EpisodeId.at(Instant.ofEpochSecond(1_800_000_000L + number), new SplittableRandom(number));
        byte[] data = mcap(episode);
        String sha256 = Sha256.hex(data);
        String key = ObjectKeys.episodeData(id, sha256);
        store.putIfAbsent(key, data);
        Manifest told = episode.manifest();
        Manifest manifest = new Manifest(
                told.version(),
                id.value(),
                told.state(),
                null,
                told.task(),
                told.instruction(),
                told.robotId(),
                told.robotModel(),
                told.operatorId(),
                told.outcome(),
                told.seed(),
                told.openedNs(),
                told.closedNs(),
                controlRateHz,
                told.steps(),
                null,
                new DataObject(key, sha256, data.length, "mcap"),
                told.streams());
        store.putIfAbsent(ObjectKeys.episodeManifest(id), manifest.toJson());
        return id;
    }

    /// Says that an episode is sealed.
    public void announce(EpisodeId id) throws IOException, InterruptedException {
        EpisodeEvent event = EpisodeEvent.newBuilder()
                .setVersion(1)
                .setEpisodeId(id.value())
                .setSealed(EpisodeSealed.newBuilder().setManifestKey(ObjectKeys.episodeManifest(id)))
                .build();
        log.write(Topics.EPISODES.topic(), id + "/sealed", event.toByteArray());
    }

    /// Writes what is no event.
    public void disturb() throws IOException, InterruptedException {
        log.write(Topics.EPISODES.topic(), "noise", new byte[] {(byte) 0xff, 1, 2});
    }

    /// Everything that the episodes topic says of labels so far.
    public List<ConsumerRecord<String, byte[]>> labeledEvents() {
        List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
        TopicPartition partition = new TopicPartition(Topics.EPISODES.topic(), 0);
        try (KafkaConsumer<String, byte[]> reader = KafkaClients.reader(kafka(), Map.of())) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (reader.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : reader.poll(Duration.ofMillis(50))) {
                    if (record.key().contains("/labeled/")) {
                        events.add(record);
                    }
                }
            }
        }
        return events;
    }

    private static byte[] mcap(EpisodeView episode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(bytes, McapWriterOptions.DEFAULT)) {
            byte[] robot = JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .print(episode.robot())
                    .getBytes(StandardCharsets.UTF_8);
            writer.write(
                    new Attachment(0, 0, EpisodeLayout.ROBOT_DESCRIPTION, "application/json", ByteBuffer.wrap(robot)));
            int schema = writer.addSchema(
                    Step.getDescriptor().getFullName(),
                    PROTOBUF,
                    Schemas.fileDescriptorSet(Step.getDescriptor())
                            .toByteString()
                            .asReadOnlyByteBuffer());
            int channel = writer.addChannel("/step", schema, PROTOBUF, Map.of());
            for (Step step : episode.steps()) {
                writer.write(new Message(
                        channel,
                        step.getIndex(),
                        step.getTickTimeNs(),
                        step.getTickTimeNs(),
                        step.toByteString().asReadOnlyByteBuffer()));
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws Exception {
        log.close();
        store.close();
        s3.close();
        kafka.close();
    }
}
