package io.teleloop.mcap;

import java.util.List;

/// Where the messages of one channel lie in the chunk before it.
///
/// @param channelId the channel
/// @param entries in the order of the messages
public record MessageIndex(int channelId, List<Entry> entries) implements McapRecord {
    /// Copies the entries.
    public MessageIndex {
        entries = List.copyOf(entries);
    }

    /// One message.
    ///
    /// @param logTime its log time, ns
    /// @param offset from the start of the uncompressed records of the chunk
    public record Entry(long logTime, long offset) {}

    @Override
    public int opcode() {
        return Opcode.MESSAGE_INDEX;
    }
}
