package io.teleloop.mcap;

import java.nio.ByteBuffer;

/// A record that this reader does not interpret: a private one (opcode 0x80 and up), one of a later specification, or a
/// schema with the id 0, which readers are told to ignore.
///
/// @param opcode its opcode
/// @param content its content
public record UnknownRecord(int opcode, ByteBuffer content) implements McapRecord {
    /// Takes a read-only view of the content.
    public UnknownRecord {
        content = content.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer content() {
        return content.duplicate();
    }
}
