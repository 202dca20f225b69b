package io.teleloop.mcap;

import java.util.Map;
import java.util.TreeMap;

/// What a file holds.
///
/// @param messageCount messages
/// @param schemaCount different schemas
/// @param channelCount different channels
/// @param attachmentCount attachments
/// @param metadataCount metadata records
/// @param chunkCount chunks
/// @param messageStartTime earliest log time, ns; 0 without messages
/// @param messageEndTime latest log time, ns; 0 without messages
/// @param channelMessageCounts channel id → messages; empty when not available
public record Statistics(
        long messageCount,
        int schemaCount,
        long channelCount,
        long attachmentCount,
        long metadataCount,
        long chunkCount,
        long messageStartTime,
        long messageEndTime,
        Map<Integer, Long> channelMessageCounts)
        implements McapRecord {
    /// Copies the counts.
    public Statistics {
        channelMessageCounts = Sorted.copyOf(channelMessageCounts);
    }

    @Override
    public int opcode() {
        return Opcode.STATISTICS;
    }

    Statistics withChannelMessageCounts(Map<Integer, Long> counts) {
        return new Statistics(
                messageCount,
                schemaCount,
                channelCount,
                attachmentCount,
                metadataCount,
                chunkCount,
                messageStartTime,
                messageEndTime,
                counts);
    }

    /// Some writers count channels without messages, others leave them out; this leaves them out.
    Statistics withoutEmptyChannels() {
        Map<Integer, Long> counts = new TreeMap<>(channelMessageCounts);
        counts.values().removeIf(count -> count == 0);
        return withChannelMessageCounts(counts);
    }
}
