package io.teleloop.mcap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The summary of the file being written. Its groups are kept as bytes, so that their memory is what the limit says.
final class SummaryBuilder {
    // Two chunk indexes, the statistics, six summary offsets and the footer, without what grows with the channels.
    private static final int FIXED_RESERVE = 600;
    // A channel has an entry in each of the two chunk indexes and in the statistics.
    private static final int ENTRIES_PER_CHANNEL = 3;

    private final Set<McapFeature> features;
    private final int maxBytes;
    private final RecordBuffer schemas = new RecordBuffer();
    private final RecordBuffer channels = new RecordBuffer();
    private final RecordBuffer metadataIndexes = new RecordBuffer();
    private final RecordBuffer attachmentIndexes = new RecordBuffer();
    private final RecordBuffer chunkIndexes = new RecordBuffer();
    private int channelCount;

    SummaryBuilder(Set<McapFeature> features, int maxBytes) {
        this.features = features;
        this.maxBytes = maxBytes;
    }

    void addSchema(Schema schema) {
        add(McapFeature.REPEATED_SCHEMAS, schemas, to -> RecordEncoder.encode(schema, to));
    }

    void addChannel(Channel channel) {
        add(McapFeature.REPEATED_CHANNELS, channels, to -> RecordEncoder.encode(channel, to));
        channelCount++;
    }

    void addMetadata(MetadataIndex index) {
        add(McapFeature.METADATA_INDEX, metadataIndexes, to -> RecordEncoder.encode(index, to));
    }

    void addAttachment(AttachmentIndex index) {
        add(McapFeature.ATTACHMENT_INDEX, attachmentIndexes, to -> RecordEncoder.encode(index, to));
    }

    /// Never refused: see [#requireRoomForMessage].
    void addChunk(ChunkIndex index) {
        if (features.contains(McapFeature.CHUNK_INDEX)) {
            RecordEncoder.encode(index, chunkIndexes);
        }
    }

    /// Writes the summary section, the summary offset section and the footer. The output's CRC must start at the
    /// summary.
    void write(Statistics counted, CountedOutput out) throws IOException {
        RecordBuffer statistics = new RecordBuffer();
        if (features.contains(McapFeature.STATISTICS)) {
            RecordEncoder.encode(counted, statistics);
        }
        long start = out.position();
        List<SummaryOffset> offsets = new ArrayList<>();
        write(Opcode.SCHEMA, schemas, offsets, out);
        write(Opcode.CHANNEL, channels, offsets, out);
        write(Opcode.STATISTICS, statistics, offsets, out);
        write(Opcode.METADATA_INDEX, metadataIndexes, offsets, out);
        write(Opcode.ATTACHMENT_INDEX, attachmentIndexes, offsets, out);
        write(Opcode.CHUNK_INDEX, chunkIndexes, offsets, out);

        long offsetStart = out.position();
        RecordBuffer end = new RecordBuffer();
        boolean withOffsets = features.contains(McapFeature.SUMMARY_OFFSETS) && !offsets.isEmpty();
        if (withOffsets) {
            offsets.forEach(offset -> RecordEncoder.encode(offset, end));
            out.write(end);
            end.clear();
        }
        long summaryStart = offsets.isEmpty() ? 0 : start;
        long summaryOffsetStart = withOffsets ? offsetStart : 0;
        RecordEncoder.encode(new Footer(summaryStart, summaryOffsetStart, 0), end);
        int beforeCrc = end.size() - Integer.BYTES;
        long crc = out.crcWith(end.array(), 0, beforeCrc);
        end.truncate(beforeCrc);
        end.u32(crc);
        out.write(end);
    }

    private static void write(int opcode, RecordBuffer group, List<SummaryOffset> offsets, CountedOutput out)
            throws IOException {
        if (group.size() > 0) {
            offsets.add(new SummaryOffset(opcode, out.position(), group.size()));
            out.write(group);
        }
    }

    /// Room for the index of the chunk being filled and of the one that a next message would start is always kept, so
    /// that a file which has reached the limit can still be finished.
    ///
    /// @throws IllegalStateException when the summary has reached its limit
    void requireRoomForMessage() {
        requireRoom(0);
    }

    private void add(McapFeature feature, RecordBuffer group, Consumer<RecordBuffer> record) {
        if (!features.contains(feature)) {
            return;
        }
        int before = group.size();
        record.accept(group);
        int size = group.size() - before;
        group.truncate(before);
        requireRoom(size);
        group.truncate(before + size);
    }

    private void requireRoom(int more) {
        long kept = (long) schemas.size()
                + channels.size()
                + metadataIndexes.size()
                + attachmentIndexes.size()
                + chunkIndexes.size();
        long perChannel = (long) ENTRIES_PER_CHANNEL * (Short.BYTES + Long.BYTES) * channelCount;
        if (kept + more + FIXED_RESERVE + perChannel > maxBytes) {
            throw new IllegalStateException("the summary would pass its limit of " + maxBytes
                    + " bytes; finish this file and start another, use larger chunks, or raise maxSummaryBytes");
        }
    }
}
