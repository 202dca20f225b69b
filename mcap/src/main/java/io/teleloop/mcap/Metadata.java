package io.teleloop.mcap;

import java.util.Map;

/// Named key-values about the recording.
///
/// @param name what they describe
/// @param metadata the key-values, kept in key order
public record Metadata(String name, Map<String, String> metadata) implements McapRecord {
    /// Copies the key-values.
    public Metadata {
        metadata = Sorted.copyOf(metadata);
    }

    @Override
    public int opcode() {
        return Opcode.METADATA;
    }
}
