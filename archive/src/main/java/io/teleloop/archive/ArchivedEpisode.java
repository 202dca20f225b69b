package io.teleloop.archive;

import com.google.protobuf.util.JsonFormat;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.EpisodeLayout;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.mcap.AttachmentIndex;
import io.teleloop.mcap.Channel;
import io.teleloop.mcap.McapReader;
import io.teleloop.mcap.Message;
import io.teleloop.mcap.MessageCursor;
import io.teleloop.mcap.MessageQuery;
import io.teleloop.mcap.MetadataIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// A sealed episode that is open for reading. What is read is checked by the file's own checksums; only the chunks that
/// hold what was asked for are fetched, one at a time.
///
/// Not safe for use by several threads at once.
public final class ArchivedEpisode implements AutoCloseable {
    private final Manifest manifest;
    private final McapReader reader;

    ArchivedEpisode(Manifest manifest, McapReader reader) {
        this.manifest = manifest;
        this.reader = reader;
    }

    public Manifest manifest() {
        return manifest;
    }

    /// The robot as it described itself when the episode began.
    public RobotDescription robot() throws IOException {
        for (AttachmentIndex index : reader.attachmentIndexes()) {
            if (index.name().equals(EpisodeLayout.ROBOT_DESCRIPTION)) {
                String json = StandardCharsets.UTF_8
                        .decode(reader.attachment(index).data())
                        .toString();
                RobotDescription.Builder robot = RobotDescription.newBuilder();
                JsonFormat.parser().ignoringUnknownFields().merge(json, robot);
                return robot.build();
            }
        }
        throw new IOException("the file has no attachment " + EpisodeLayout.ROBOT_DESCRIPTION);
    }

    /// What the recorder noted of the episode as a whole; empty when it noted nothing.
    public Map<String, String> metadata() throws IOException {
        for (MetadataIndex index : reader.metadataIndexes()) {
            if (index.name().equals(EpisodeLayout.METADATA)) {
                return reader.metadata(index).metadata();
            }
        }
        return Map.of();
    }

    /// The control steps in their order.
    public Cursor<Step> steps() {
        Cursor<ArchivedSample> samples = samples(Set.of(Streams.STEP));
        return () -> {
            ArchivedSample sample = samples.next();
            return sample == null ? null : Step.parseFrom(sample.data());
        };
    }

    /// The messages of some streams in the order in which the gateway received them. A stream that the episode does not
    /// have gives none.
    public Cursor<ArchivedSample> samples(Set<String> streams) {
        Map<String, String> streamOfTopic = new HashMap<>();
        streams.forEach(stream -> streamOfTopic.put(Streams.topic(stream), stream));
        Map<Integer, String> streamOfChannel = new HashMap<>();
        for (Channel channel : reader.channels().values()) {
            String stream = streamOfTopic.get(channel.topic());
            if (stream != null) {
                streamOfChannel.put(channel.id(), stream);
            }
        }
        if (streamOfChannel.isEmpty()) {
            return () -> null;
        }
        MessageCursor messages = reader.messages(MessageQuery.ALL.onTopics(streamOfTopic.keySet()));
        return () -> {
            Message message = messages.next();
            return message == null
                    ? null
                    : new ArchivedSample(
                            streamOfChannel.getOrDefault(message.channelId(), ""),
                            message.sequence(),
                            message.publishTime(),
                            message.logTime(),
                            message.data());
        };
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
