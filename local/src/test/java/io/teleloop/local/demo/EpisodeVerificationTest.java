package io.teleloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.Manifest.GapSummary;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.Gap;
import io.teleloop.contract.v1.Sample;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeVerificationTest {
    private static final String BUCKET = "teleloop";
    private static final long SENT_NS = 1_000_000;
    private static final long GAP = -1;
    private static final long LATENCY_NS = 3_000_000;

    private final EpisodeId id = EpisodeId.at(Instant.EPOCH);

    @TempDir
    private static Path folder = Path.of("");

    private static EmbeddedS3 s3;
    private static ObjectStore store;

    @BeforeAll
    static void startStore() throws IOException {
        s3 = EmbeddedS3.start(folder, 0, "key", "secret");
        BucketSetup.createIfMissing(s3.endpoint(), "key", "secret", BUCKET);
        store = ObjectStore.open(new StoreConfig(s3.endpoint(), "us-east-1", BUCKET, "key", "secret"));
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
        s3.close();
    }

    @Test
    void wholeEpisodeShouldBeReadBackWithItsCommandLatency() throws Exception {
        byte[] data = recording(0, 1, 2);
        put(data, manifest(data, 3, List.of()));

        VerifiedEpisode episode = new EpisodeVerification(store).verify(id);

        assertThat(episode.manifest().episodeId()).isEqualTo(id.value());
        assertThat(episode.commandLatencyNs()).containsOnly(LATENCY_NS).hasSize(3);
    }

    @Test
    void episodeWithAListedGapShouldBeWhole() throws Exception {
        byte[] data = recording(0, GAP, 2);
        put(data, manifest(data, 2, List.of(new GapSummary(1, 0, 5, "the network was slow"))));

        assertThat(new EpisodeVerification(store).verify(id).manifest().streams())
                .hasSize(1);
    }

    @Test
    void skippedSequenceWithoutAListedGapShouldBeDamage() throws Exception {
        byte[] data = recording(0, 2);
        put(data, manifest(data, 2, List.of()));

        assertThatThrownBy(() -> new EpisodeVerification(store).verify(id))
                .isInstanceOf(DamagedEpisodeException.class)
                .hasMessageContaining("stream command has sequence 2 where 1 belongs");
    }

    @Test
    void missingMessageShouldBeDamage() throws Exception {
        byte[] data = recording(0, 1);
        put(data, manifest(data, 3, List.of()));

        assertThatThrownBy(() -> new EpisodeVerification(store).verify(id))
                .isInstanceOf(DamagedEpisodeException.class)
                .hasMessageContaining("stream command has 2 messages, its manifest says 3");
    }

    @Test
    void otherBytesThanTheManifestSaysShouldBeDamage() throws Exception {
        byte[] data = recording(0, 1, 2);
        byte[] other = recording(0, 1, 2);
        other[other.length / 2] ^= 1;
        put(other, manifest(data, 3, List.of()));

        assertThatThrownBy(() -> new EpisodeVerification(store).verify(id)).isInstanceOf(DamagedEpisodeException.class);
    }

    @Test
    void episodeThatWasNeverSealedShouldBeReported() {
        assertThatThrownBy(() -> new EpisodeVerification(store).verify(id))
                .isInstanceOf(DamagedEpisodeException.class)
                .hasMessageContaining(ObjectKeys.episodeManifest(id));
    }

    private static byte[] recording(long... sequences) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT)) {
            int commands = writer.addChannel("/command", 0, "protobuf", Map.of("stream", Streams.COMMAND));
            int gaps = writer.addChannel("/gaps", 0, "protobuf", Map.of());
            byte[] command = Command.newBuilder()
                    .setDeadman(true)
                    .setSentTimeNs(SENT_NS)
                    .build()
                    .toByteArray();
            for (int i = 0; i < sequences.length; i++) {
                long time = SENT_NS + LATENCY_NS;
                if (sequences[i] == GAP) {
                    byte[] gap = Sample.newBuilder()
                            .setStream(Streams.COMMAND)
                            .setSequence(i)
                            .setGap(Gap.newBuilder().setMissing(5))
                            .build()
                            .toByteArray();
                    writer.write(new Message(gaps, i, time, time, ByteBuffer.wrap(gap)));
                } else {
                    writer.write(new Message(commands, sequences[i], time, time, ByteBuffer.wrap(command)));
                }
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private Manifest manifest(byte[] data, long samples, List<GapSummary> gaps) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        return new Manifest(
                Manifest.VERSION,
                id.value(),
                "sealed",
                null,
                "peg-insertion",
                "Insert the peg.",
                "sim-1",
                "sim-arm-7",
                "operator",
                "success",
                1,
                0,
                1_000_000_000,
                20,
                0,
                null,
                new DataObject(ObjectKeys.episodeData(id, sha256), sha256, data.length, "mcap"),
                List.of(new StreamSummary(Streams.COMMAND, "teleloop.v1.Command", samples, 0, 20, 0, gaps, 0)));
    }

    private void put(byte[] data, Manifest manifest) throws IOException {
        write(manifest.data().key(), data);
        write(ObjectKeys.episodeManifest(id), manifest.toJson());
    }

    /// The store's objects are plain files.
    private void write(String key, byte[] bytes) throws IOException {
        Path file = folder.resolve(BUCKET).resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
