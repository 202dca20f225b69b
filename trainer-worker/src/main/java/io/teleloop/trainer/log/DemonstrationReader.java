package io.teleloop.trainer.log;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.mcap.AttachmentIndex;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapReader;
import io.teleloop.mcap.Message;
import io.teleloop.mcap.MessageCursor;
import io.teleloop.mcap.MessageQuery;
import io.teleloop.trainer.store.ObjectStore;
import io.teleloop.trainer.store.StoreException;
import io.teleloop.trainer.store.StoredMcap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the demonstrations of one task out of sealed episodes: those that ended in success and in which an operator
/// drove and no policy ran. (Where a policy ran, the steps come by the steps topic.)
public final class DemonstrationReader {
    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationReader.class);
    private static final String STEP_TOPIC = "/" + Streams.STEP;
    private static final String ROBOT_DESCRIPTION = "robot-description.json";
    private static final String SUCCESS = "success";
    private static final int LARGEST_MANIFEST_BYTES = 64 << 20;
    /// Half an hour at 20 Hz; a demonstration lies in memory as a whole.
    private static final long MOST_STEPS = 36_000;

    private final ObjectStore store;
    private final String task;

    public DemonstrationReader(ObjectStore store, String task) {
        this.store = store;
        this.task = task;
    }

    /// @return empty when the episode is no demonstration of the task
    /// @throws StoreException when the store does not answer
    public Optional<Demonstration> read(EpisodeId episode) throws StoreException {
        String key = ObjectKeys.episodeManifest(episode);
        Optional<byte[]> json = store.read(key, LARGEST_MANIFEST_BYTES);
        if (json.isEmpty()) {
            LOG.error("Sealed episode is not in the store and is left out episode={} key={}", episode, key);
            return Optional.empty();
        }
        try {
            Manifest manifest = Manifest.parse(json.get());
            if (!manifest.sealed()
                    || !manifest.outcome().equals(SUCCESS)
                    || !manifest.task().equals(task)) {
                return Optional.empty();
            }
            if (manifest.steps() > MOST_STEPS) {
                LOG.error(
                        "Demonstration is too long and is left out; record shorter episodes episode={} steps={}"
                                + " limit={}",
                        episode,
                        manifest.steps(),
                        MOST_STEPS);
                return Optional.empty();
            }
            return read(episode, manifest);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("Episode cannot be read and is left out episode={} problem={}", episode, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Demonstration> read(EpisodeId episode, Manifest manifest) throws IOException {
        StoredMcap file =
                new StoredMcap(store, manifest.data().key(), manifest.data().sizeBytes());
        try (McapReader reader = McapReader.open(file, McapLimits.DEFAULT)) {
            RobotDescription robot = robot(reader);
            List<Step> steps = new ArrayList<>();
            boolean driven = false;
            MessageCursor messages = reader.messages(MessageQuery.ALL.onTopics(Set.of(STEP_TOPIC)));
            for (Message message = messages.next(); message != null; message = messages.next()) {
                Step step = Step.parseFrom(message.data());
                if (step.getPolicyActionCount() > 0) {
                    return Optional.empty();
                }
                driven |= step.getActor().getKind() == Actor.Kind.OPERATOR;
                steps.add(step);
            }
            return driven
                    ? Optional.of(new Demonstration(episode, robot, manifest.controlRateHz(), steps))
                    : Optional.empty();
        }
    }

    private static RobotDescription robot(McapReader reader) throws IOException {
        for (AttachmentIndex index : reader.attachmentIndexes()) {
            if (index.name().equals(ROBOT_DESCRIPTION)) {
                RobotDescription.Builder robot = RobotDescription.newBuilder();
                JsonFormat.parser()
                        .ignoringUnknownFields()
                        .merge(
                                StandardCharsets.UTF_8
                                        .decode(reader.attachment(index).data())
                                        .toString(),
                                robot);
                return robot.build();
            }
        }
        throw new IOException("the file has no attachment " + ROBOT_DESCRIPTION);
    }
}
