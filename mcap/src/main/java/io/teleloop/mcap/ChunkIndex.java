package io.teleloop.mcap;

import java.util.Map;

/// Where a chunk lies and what it holds.
///
/// @param messageStartTime earliest log time within, ns
/// @param messageEndTime latest log time within, ns
/// @param chunkStartOffset offset of the chunk record
/// @param chunkLength bytes of the chunk record with opcode and length
/// @param messageIndexOffsets channel id → offset of its message index; empty when messages are not indexed
/// @param messageIndexLength bytes of all message indexes after the chunk
/// @param compression as in the chunk
/// @param compressedSize bytes of the chunk's records in the file
/// @param uncompressedSize bytes of the chunk's records when uncompressed
public record ChunkIndex(
        long messageStartTime,
        long messageEndTime,
        long chunkStartOffset,
        long chunkLength,
        Map<Integer, Long> messageIndexOffsets,
        long messageIndexLength,
        String compression,
        long compressedSize,
        long uncompressedSize)
        implements McapRecord {
    /// Copies the offsets.
    public ChunkIndex {
        messageIndexOffsets = Sorted.copyOf(messageIndexOffsets);
    }

    @Override
    public int opcode() {
        return Opcode.CHUNK_INDEX;
    }
}
