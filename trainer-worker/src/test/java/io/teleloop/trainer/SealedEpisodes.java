package io.teleloop.trainer;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Schemas;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.Provenance;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Step;
import io.teleloop.mcap.Attachment;
import io.teleloop.mcap.McapWriter;
import io.teleloop.mcap.McapWriterOptions;
import io.teleloop.mcap.Message;
import io.teleloop.trainer.SyntheticTask.Episode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts episodes into store and log as the recorder does.
public final class SealedEpisodes {
    private static final long MILLION = 1_000_000;
    private static final String PROTOBUF = "protobuf";

    private final TestStack stack;

    public SealedEpisodes(TestStack stack) {
        this.stack = stack;
    }

    /// The event is in the log after the stack's next flush.
    public void seal(Episode episode, Outcome outcome) throws Exception {
        seal(episode, outcome, null);
    }

    /// @param provenance null when a robot performed it
    public void seal(Episode episode, Outcome outcome, @Nullable Provenance provenance) throws Exception {
        byte[] data = mcap(episode);
        String sha256 = Sha256.hex(data);
        EpisodeId id = episode.id();
        String key = ObjectKeys.episodeData(id, sha256);
        stack.put(key, data);
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                id.value(),
                "sealed",
                null,
                SyntheticTask.NAME,
                "",
                SyntheticTask.ROBOT.getRobotId(),
                SyntheticTask.ROBOT.getModel(),
                "alice",
                outcome.name().toLowerCase(Locale.ROOT),
                0,
                episode.startMillis() * MILLION,
                episode.endMillis() * MILLION,
                SyntheticTask.RATE_HZ,
                episode.steps().size(),
                provenance,
                new Manifest.DataObject(key, sha256, data.length, "mcap"),
                List.of());
        stack.put(ObjectKeys.episodeManifest(id), manifest.toJson());
        announce(episode, outcome);
    }

    /// Says once more that an episode is sealed.
    public void announce(Episode episode, Outcome outcome) {
        EpisodeEvent event = EpisodeEvent.newBuilder()
                .setVersion(1)
                .setEpisodeId(episode.id().value())
                .setSealed(EpisodeSealed.newBuilder()
                        .setManifestKey(ObjectKeys.episodeManifest(episode.id()))
                        .setOutcome(outcome))
                .build();
        stack.send(Topics.EPISODES.topic(), 0, episode.endMillis(), episode.id() + "/sealed", event.toByteArray());
    }

    private static byte[] mcap(Episode episode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(bytes, McapWriterOptions.DEFAULT)) {
            byte[] robot = JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .print(SyntheticTask.ROBOT)
                    .getBytes(StandardCharsets.UTF_8);
            writer.write(new Attachment(0, 0, "robot-description.json", "application/json", ByteBuffer.wrap(robot)));
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
}
