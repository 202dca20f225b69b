package io.teleloop.mcap;

import java.util.zip.CRC32;

/// The bytes of records.
final class RecordEncoder {
    private RecordEncoder() {}

    static void encode(Header header, RecordBuffer to) {
        int start = to.begin(Opcode.HEADER);
        to.string(header.profile());
        to.string(header.library());
        to.end(start);
    }

    static void encode(Footer footer, RecordBuffer to) {
        int start = to.begin(Opcode.FOOTER);
        to.u64(footer.summaryStart());
        to.u64(footer.summaryOffsetStart());
        to.u32(footer.summaryCrc());
        to.end(start);
    }

    static void encode(Schema schema, RecordBuffer to) {
        int start = to.begin(Opcode.SCHEMA);
        to.u16(schema.id());
        to.string(schema.name());
        to.string(schema.encoding());
        to.u32(schema.data().remaining());
        to.raw(schema.data());
        to.end(start);
    }

    static void encode(Channel channel, RecordBuffer to) {
        int start = to.begin(Opcode.CHANNEL);
        to.u16(channel.id());
        to.u16(channel.schemaId());
        to.string(channel.topic());
        to.string(channel.messageEncoding());
        to.strings(channel.metadata());
        to.end(start);
    }

    static void encode(Message message, RecordBuffer to) {
        int start = to.begin(Opcode.MESSAGE);
        to.u16(message.channelId());
        to.u32(message.sequence());
        to.u64(message.logTime());
        to.u64(message.publishTime());
        to.raw(message.data());
        to.end(start);
    }

    static void encode(ChunkIndex index, RecordBuffer to) {
        int start = to.begin(Opcode.CHUNK_INDEX);
        to.u64(index.messageStartTime());
        to.u64(index.messageEndTime());
        to.u64(index.chunkStartOffset());
        to.u64(index.chunkLength());
        to.counts(index.messageIndexOffsets());
        to.u64(index.messageIndexLength());
        to.string(index.compression());
        to.u64(index.compressedSize());
        to.u64(index.uncompressedSize());
        to.end(start);
    }

    static void encode(Attachment attachment, RecordBuffer to) {
        int start = to.begin(Opcode.ATTACHMENT);
        int content = to.size();
        to.u64(attachment.logTime());
        to.u64(attachment.createTime());
        to.string(attachment.name());
        to.string(attachment.mediaType());
        to.u64(attachment.data().remaining());
        to.raw(attachment.data());
        CRC32 crc = new CRC32();
        crc.update(to.array(), content, to.size() - content);
        to.u32(crc.getValue());
        to.end(start);
    }

    static void encode(AttachmentIndex index, RecordBuffer to) {
        int start = to.begin(Opcode.ATTACHMENT_INDEX);
        to.u64(index.offset());
        to.u64(index.length());
        to.u64(index.logTime());
        to.u64(index.createTime());
        to.u64(index.dataSize());
        to.string(index.name());
        to.string(index.mediaType());
        to.end(start);
    }

    static void encode(Metadata metadata, RecordBuffer to) {
        int start = to.begin(Opcode.METADATA);
        to.string(metadata.name());
        to.strings(metadata.metadata());
        to.end(start);
    }

    static void encode(MetadataIndex index, RecordBuffer to) {
        int start = to.begin(Opcode.METADATA_INDEX);
        to.u64(index.offset());
        to.u64(index.length());
        to.string(index.name());
        to.end(start);
    }

    static void encode(Statistics statistics, RecordBuffer to) {
        int start = to.begin(Opcode.STATISTICS);
        to.u64(statistics.messageCount());
        to.u16(statistics.schemaCount());
        to.u32(statistics.channelCount());
        to.u32(statistics.attachmentCount());
        to.u32(statistics.metadataCount());
        to.u32(statistics.chunkCount());
        to.u64(statistics.messageStartTime());
        to.u64(statistics.messageEndTime());
        to.counts(statistics.channelMessageCounts());
        to.end(start);
    }

    static void encode(SummaryOffset offset, RecordBuffer to) {
        int start = to.begin(Opcode.SUMMARY_OFFSET);
        to.u8(offset.groupOpcode());
        to.u64(offset.groupStart());
        to.u64(offset.groupLength());
        to.end(start);
    }

    static void encode(DataEnd end, RecordBuffer to) {
        int start = to.begin(Opcode.DATA_END);
        to.u32(end.dataSectionCrc());
        to.end(start);
    }
}
