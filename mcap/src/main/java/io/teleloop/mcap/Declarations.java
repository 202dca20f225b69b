package io.teleloop.mcap;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The schemas and channels read so far, and the rules between them and messages.
final class Declarations {
    private final McapLimits limits;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<Integer, Channel> channels = new HashMap<>();
    private long keptBytes;

    Declarations(McapLimits limits) {
        this.limits = limits;
    }

    /// @return whether the schema is new
    /// @throws McapException when another schema has its id
    boolean add(Schema schema, Place place) throws McapException {
        Schema earlier = schemas.get(schema.id());
        if (earlier != null) {
            if (!earlier.equals(schema)) {
                throw new McapException(
                        "Schema: id " + schema.id() + " was '" + earlier.name()
                                + "' before and is now another schema, '" + schema.name() + "'",
                        place);
            }
            return false;
        }
        keep(
                (long) schema.data().remaining()
                        + schema.name().length()
                        + schema.encoding().length(),
                place);
        schemas.put(schema.id(), schema);
        return true;
    }

    /// @return whether the channel is new
    /// @throws McapException when another channel has its id or its schema is not known
    boolean add(Channel channel, Place place) throws McapException {
        Channel earlier = channels.get(channel.id());
        if (earlier != null) {
            if (!earlier.equals(channel)) {
                throw new McapException(
                        "Channel: id " + channel.id() + " was '" + earlier.topic()
                                + "' before and is now another channel, '" + channel.topic() + "'",
                        place);
            }
            return false;
        }
        if (channel.schemaId() != 0 && !schemas.containsKey(channel.schemaId())) {
            throw new McapException(
                    "Channel '" + channel.topic() + "': its schema " + channel.schemaId() + " does not come before it",
                    place);
        }
        long metadata = 0;
        for (Map.Entry<String, String> entry : channel.metadata().entrySet()) {
            metadata += (long) entry.getKey().length() + entry.getValue().length();
        }
        keep(metadata + channel.topic().length() + channel.messageEncoding().length(), place);
        channels.put(channel.id(), channel);
        return true;
    }

    /// @throws McapException when the message's channel is not known
    void check(Message message, Place place) throws McapException {
        if (!channels.containsKey(message.channelId())) {
            throw new McapException("Message: its channel " + message.channelId() + " does not come before it", place);
        }
    }

    @Nullable
    Channel channel(int id) {
        return channels.get(id);
    }

    Map<Integer, Schema> schemas() {
        return Map.copyOf(schemas);
    }

    Map<Integer, Channel> channels() {
        return Map.copyOf(channels);
    }

    private void keep(long bytes, Place place) throws McapException {
        keptBytes += bytes;
        if (keptBytes > limits.maxSummaryBytes()) {
            throw new McapException(
                    "schemas and channels take more than " + limits.maxSummaryBytes()
                            + " bytes; raise maxSummaryBytes if the file is right",
                    place);
        }
    }
}
