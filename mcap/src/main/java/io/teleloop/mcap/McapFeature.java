package io.teleloop.mcap;

/// The optional parts of a file. Without [#REPEATED_SCHEMAS], [#REPEATED_CHANNELS] and [#CHUNK_INDEX] a file can only
/// be read from start to end.
public enum McapFeature {
    /// Schemas, channels and messages lie in chunks.
    CHUNKS,
    /// Each chunk is followed by the places of its messages.
    MESSAGE_INDEX,
    /// The summary counts what the file holds.
    STATISTICS,
    /// The summary repeats all schemas.
    REPEATED_SCHEMAS,
    /// The summary repeats all channels.
    REPEATED_CHANNELS,
    /// The summary says where attachments lie.
    ATTACHMENT_INDEX,
    /// The summary says where metadata records lie.
    METADATA_INDEX,
    /// The summary says where chunks lie.
    CHUNK_INDEX,
    /// The summary's groups can be found without reading all of it.
    SUMMARY_OFFSETS
}
