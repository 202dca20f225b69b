package io.teleloop.archive;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.EpisodeLayout;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.mcap.Attachment;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.mcap.Metadata;
import io.teleloop.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A small episode as the recorder stores it: a step every 50 ms and a picture of four bytes between two steps.
record StoredEpisode(Manifest manifest, RobotDescription robot, List<Step> steps, List<ArchivedSample> pictures) {
    static final String CAMERA = Streams.camera("scene");
    private static final long PERIOD_NS = 50_000_000;
    private static final long PICTURE_AGE_NS = 7_000_000;
    private static final long NS_PER_MS = 1_000_000;

    static StoredEpisode put(ObjectStore store, long openedMillis, int length) throws IOException {
        EpisodeId id = EpisodeId.at(Instant.ofEpochMilli(openedMillis));
        RobotDescription robot = RobotDescription.newBuilder()
                .setRobotId("robot-1")
                .setModel("arm")
                .build();
        List<Step> steps = new ArrayList<>();
        List<ArchivedSample> pictures = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            long time = openedMillis * NS_PER_MS + i * PERIOD_NS;
            steps.add(Step.newBuilder()
                    .setEpisodeId(id.value())
                    .setIndex(i)
                    .setTickTimeNs(time)
                    .build());
            long received = time + PERIOD_NS / 2;
            pictures.add(new ArchivedSample(
                    CAMERA,
                    i,
                    received - PICTURE_AGE_NS,
                    received,
                    ByteBuffer.allocate(Integer.BYTES).putInt(0, i)));
        }
        byte[] data = mcap(robot, steps, pictures);
        String key = ObjectKeys.episodeData(id, Sha256.hex(data));
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                id.value(),
                "sealed",
                null,
                "task",
                "",
                robot.getRobotId(),
                robot.getModel(),
                "alice",
                "success",
                0,
                openedMillis * NS_PER_MS,
                openedMillis * NS_PER_MS + length * PERIOD_NS,
                20,
                length,
                null,
                new Manifest.DataObject(key, Sha256.hex(data), data.length, "mcap"),
                List.of());
        store.putIfAbsent(key, data);
        store.putIfAbsent(ObjectKeys.episodeManifest(id), manifest.toJson());
        return new StoredEpisode(manifest, robot, steps, pictures);
    }

    EpisodeId id() {
        return new EpisodeId(manifest.episodeId());
    }

    private static byte[] mcap(RobotDescription robot, List<Step> steps, List<ArchivedSample> pictures)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Small chunks, so that a reader meets many.
        try (McapWriter writer = McapWriter.open(bytes, McapWriterOptions.DEFAULT.withChunkBytes(1 << 10))) {
            byte[] json = JsonFormat.printer().print(robot).getBytes(StandardCharsets.UTF_8);
            writer.write(
                    new Attachment(0, 0, EpisodeLayout.ROBOT_DESCRIPTION, "application/json", ByteBuffer.wrap(json)));
            int step = writer.addChannel(Streams.topic(Streams.STEP), 0, "protobuf", Map.of());
            int picture = writer.addChannel(Streams.topic(CAMERA), 0, "protobuf", Map.of());
            for (int i = 0; i < steps.size(); i++) {
                long tick = steps.get(i).getTickTimeNs();
                writer.write(new Message(
                        step, i, tick, tick, steps.get(i).toByteString().asReadOnlyByteBuffer()));
                ArchivedSample taken = pictures.get(i);
                writer.write(new Message(
                        picture, taken.sequence(), taken.receiveTimeNs(), taken.captureTimeNs(), taken.data()));
            }
            writer.write(new Metadata(EpisodeLayout.METADATA, Map.of("task", "task")));
            writer.finish();
        }
        return bytes.toByteArray();
    }
}
