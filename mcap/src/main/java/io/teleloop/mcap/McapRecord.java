package io.teleloop.mcap;

/// One record of an MCAP file. Times are unsigned 64-bit nanoseconds and offsets are counted from the start of the file
/// unless a record says otherwise. Buffers are read-only views: they share the bytes they were made from.
public sealed interface McapRecord
        permits Attachment,
                AttachmentIndex,
                Channel,
                Chunk,
                ChunkIndex,
                DataEnd,
                Footer,
                Header,
                Message,
                MessageIndex,
                Metadata,
                MetadataIndex,
                Schema,
                Statistics,
                SummaryOffset,
                UnknownRecord {

    /// The byte that names the record's type in the file.
    int opcode();
}
