package io.teleloop.mcap;

import java.util.Map;

/// A stream of messages of one type on one topic.
///
/// @param id 0 to 65535, unique within the file
/// @param schemaId the schema of its messages; 0 for none
/// @param topic its name
/// @param messageEncoding for protobuf `protobuf`
/// @param metadata free key-values, kept in key order
public record Channel(int id, int schemaId, String topic, String messageEncoding, Map<String, String> metadata)
        implements McapRecord {
    /// @throws IllegalArgumentException when an id is out of range
    public Channel {
        Unsigned.require16("channel id", id);
        Unsigned.require16("schema id", schemaId);
        metadata = Sorted.copyOf(metadata);
    }

    @Override
    public int opcode() {
        return Opcode.CHANNEL;
    }
}
