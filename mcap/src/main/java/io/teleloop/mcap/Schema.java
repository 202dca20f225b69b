package io.teleloop.mcap;

import java.nio.ByteBuffer;

/// How the messages of a channel are to be understood.
///
/// @param id 1 to 65535, unique within the file
/// @param name for protobuf the full message name
/// @param encoding for protobuf `protobuf`; empty when there is no schema
/// @param data for protobuf a serialized FileDescriptorSet with all imports
public record Schema(int id, String name, String encoding, ByteBuffer data) implements McapRecord {
    /// @throws IllegalArgumentException when the id is out of range
    public Schema {
        Unsigned.require16("schema id", id);
        if (id == 0) {
            throw new IllegalArgumentException("schema id 0 means 'no schema'; number schemas from 1");
        }
        data = data.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    @Override
    public int opcode() {
        return Opcode.SCHEMA;
    }
}
