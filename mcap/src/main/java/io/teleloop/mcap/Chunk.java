package io.teleloop.mcap;

import java.nio.ByteBuffer;

/// A batch of schemas, channels and messages, compressed together.
///
/// @param messageStartTime earliest log time within, ns; 0 without messages
/// @param messageEndTime latest log time within, ns; 0 without messages
/// @param uncompressedSize bytes of the records when uncompressed
/// @param uncompressedCrc CRC-32 of the uncompressed records; 0 when not available
/// @param compression `zstd`, `lz4` or empty
/// @param records the records as they lie in the file
public record Chunk(
        long messageStartTime,
        long messageEndTime,
        long uncompressedSize,
        long uncompressedCrc,
        String compression,
        ByteBuffer records)
        implements McapRecord {
    /// Takes a read-only view of the records.
    public Chunk {
        records = records.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer records() {
        return records.duplicate();
    }

    @Override
    public int opcode() {
        return Opcode.CHUNK;
    }
}
