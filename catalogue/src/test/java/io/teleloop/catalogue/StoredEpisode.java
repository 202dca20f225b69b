package io.teleloop.catalogue;

import com.google.protobuf.ByteString;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.storage.EpisodeLayout;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.Provenance;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeQuarantined;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.mcap.Attachment;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small episode as the recorder stores it: a step every 50 ms, a picture with each.
///
/// @param data the MCAP file
record StoredEpisode(Manifest manifest, byte[] data) {
    static final int STEPS = 4;
    private static final long PERIOD_NS = 50_000_000;
    private static final long NS_PER_MS = 1_000_000;

    static StoredEpisode sealed(long openedMillis, String task, String operator, String outcome) throws IOException {
        return of(openedMillis, task, operator, outcome, "sealed", null);
    }

    static StoredEpisode quarantined(long openedMillis) throws IOException {
        return of(openedMillis, "peg-insertion", "ada", "abandoned", "quarantined", null);
    }

    static StoredEpisode generated(long openedMillis, String group, EpisodeId parent) throws IOException {
        return of(
                openedMillis,
                "peg-insertion",
                "ada",
                "success",
                "sealed",
                new Provenance("demonstration-generator", 1, group, 7, "{}", List.of(parent.value())));
    }

    /// Of task `torn`: the manifest promises more bytes than there are.
    ///
    /// @param bytes that there are
    static StoredEpisode torn(long openedMillis, int bytes) {
        return of(openedMillis, "torn", "ada", "success", "sealed", null, new byte[bytes], bytes + 1);
    }

    EpisodeId id() {
        return new EpisodeId(manifest.episodeId());
    }

    static byte[] picture(int index) {
        return ("jpeg " + index).getBytes(StandardCharsets.US_ASCII);
    }

    void put(ObjectStore store) throws IOException {
        store.putIfAbsent(manifest.data().key(), data);
        store.putIfAbsent(manifestKey(), manifest.toJson());
    }

    String manifestKey() {
        return manifest.sealed() ? ObjectKeys.episodeManifest(id()) : ObjectKeys.quarantineManifest(id());
    }

    EpisodeEvent event() {
        EpisodeEvent.Builder event = EpisodeEvent.newBuilder().setVersion(1).setEpisodeId(manifest.episodeId());
        if (manifest.sealed()) {
            event.setSealed(EpisodeSealed.newBuilder().setManifestKey(manifestKey()));
        } else {
            event.setQuarantined(EpisodeQuarantined.newBuilder().setManifestKey(manifestKey()));
        }
        return event.build();
    }

    private static StoredEpisode of(
            long openedMillis,
            String task,
            String operator,
            String outcome,
            String state,
            @Nullable Provenance provenance)
            throws IOException {
        byte[] data = mcap(openedMillis * NS_PER_MS);
        return of(openedMillis, task, operator, outcome, state, provenance, data, data.length);
    }

    private static StoredEpisode of(
            long openedMillis,
            String task,
            String operator,
            String outcome,
            String state,
            @Nullable Provenance provenance,
            byte[] data,
            long promisedBytes) {
        EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(openedMillis));
        long opened = openedMillis * NS_PER_MS;
        String hash = Sha256.hex(data);
        boolean sealed = state.equals("sealed");
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                id.value(),
                state,
                sealed ? null : "no end was seen",
                task,
                "",
                "robot-1",
                "arm",
                operator,
                outcome,
                0,
                opened,
                opened + STEPS * PERIOD_NS,
                20,
                STEPS,
                provenance,
                new Manifest.DataObject(
                        sealed ? ObjectKeys.episodeData(id, hash) : ObjectKeys.quarantineData(id, hash),
                        hash,
                        promisedBytes,
                        "mcap"),
                List.of(
                        new Manifest.StreamSummary("wrench", "s", STEPS, 0, 20, 0, List.of(), 0),
                        new Manifest.StreamSummary(Streams.camera("scene"), "s", STEPS, 0, 20, 0, List.of(), 0)));
        return new StoredEpisode(manifest, data);
    }

    private static byte[] mcap(long opened) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(bytes, McapWriterOptions.DEFAULT.withChunkBytes(1 << 10))) {
            writer.write(new Attachment(
                    0, 0, EpisodeLayout.ROBOT_DESCRIPTION, "application/json", ByteBuffer.wrap("""
                            {"tactilePads": [{"name": "left", "rows": 7, "columns": 9}], "actionSpace": {"dimensions": [{"name": "linear.x"}]}}""".getBytes(
                                    StandardCharsets.UTF_8))));
            int step = writer.addChannel(Streams.topic(Streams.STEP), 0, "protobuf", Map.of());
            int picture = writer.addChannel(Streams.topic(Streams.camera("scene")), 0, "protobuf", Map.of());
            for (int i = 0; i < STEPS; i++) {
                long time = opened + i * PERIOD_NS;
                writer.write(new Message(
                        picture,
                        i,
                        time,
                        time,
                        CompressedImage.newBuilder()
                                .setData(ByteString.copyFrom(picture(i)))
                                .build()
                                .toByteString()
                                .asReadOnlyByteBuffer()));
                writer.write(new Message(
                        step, i, time, time, step(i, time).toByteString().asReadOnlyByteBuffer()));
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    private static Step step(int index, long time) {
        return Step.newBuilder()
                .setIndex(index)
                .setTickTimeNs(time)
                .setActor(Actor.newBuilder().setKind(Actor.Kind.OPERATOR).setId("ada"))
                .addExecutedAction(0.5f)
                .addObservation(Reading.newBuilder()
                        .setStream(Streams.WRENCH)
                        .setGap(index == 0)
                        .addValues(index == 2 ? Float.NaN : 0.25f))
                .addObservation(Reading.newBuilder().setStream(Streams.camera("scene")))
                .build();
    }
}
