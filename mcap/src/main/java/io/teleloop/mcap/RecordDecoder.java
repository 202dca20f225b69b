package io.teleloop.mcap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Records from their bytes. Bytes after the known fields are ignored, as the specification asks, except in the records
/// that it promises never to extend.
final class RecordDecoder {
    private RecordDecoder() {}

    /// @param content the record without opcode and length; the result may keep views of it
    /// @throws McapException when the content is not what the opcode promises
    static McapRecord decode(int opcode, ByteBuffer content, Place place) throws McapException {
        RecordFields fields = new RecordFields(opcode, content, place);
        return switch (opcode) {
            case 0 -> throw fields.problem("0 is not an opcode");
            case Opcode.HEADER -> new Header(fields.string("profile"), fields.string("library"));
            case Opcode.FOOTER -> footer(fields);
            case Opcode.SCHEMA -> schema(fields, content);
            case Opcode.CHANNEL -> channel(fields);
            case Opcode.MESSAGE -> message(fields);
            case Opcode.CHUNK -> chunk(fields);
            case Opcode.MESSAGE_INDEX -> messageIndex(fields);
            case Opcode.CHUNK_INDEX -> chunkIndex(fields);
            case Opcode.ATTACHMENT -> attachment(fields);
            case Opcode.ATTACHMENT_INDEX -> attachmentIndex(fields);
            case Opcode.STATISTICS -> statistics(fields);
            case Opcode.METADATA -> new Metadata(fields.string("name"), fields.strings("metadata"));
            case Opcode.METADATA_INDEX ->
                new MetadataIndex(fields.u64("offset"), fields.u64("length"), fields.string("name"));
            case Opcode.SUMMARY_OFFSET ->
                new SummaryOffset(fields.u8("group_opcode"), fields.u64("group_start"), fields.u64("group_length"));
            case Opcode.DATA_END -> dataEnd(fields);
            default -> new UnknownRecord(opcode, content);
        };
    }

    private static Footer footer(RecordFields fields) throws McapException {
        Footer footer =
                new Footer(fields.u64("summary_start"), fields.u64("summary_offset_start"), fields.u32("summary_crc"));
        requireEnd(fields);
        return footer;
    }

    private static DataEnd dataEnd(RecordFields fields) throws McapException {
        DataEnd end = new DataEnd(fields.u32("data_section_crc"));
        requireEnd(fields);
        return end;
    }

    private static McapRecord schema(RecordFields fields, ByteBuffer content) throws McapException {
        int id = fields.u16("id");
        if (id == 0) {
            return new UnknownRecord(Opcode.SCHEMA, content);
        }
        return new Schema(
                id, fields.string("name"), fields.string("encoding"), fields.bytes("data", fields.u32("data")));
    }

    private static Channel channel(RecordFields fields) throws McapException {
        return new Channel(
                fields.u16("id"),
                fields.u16("schema_id"),
                fields.string("topic"),
                fields.string("message_encoding"),
                fields.strings("metadata"));
    }

    private static Message message(RecordFields fields) throws McapException {
        return new Message(
                fields.u16("channel_id"),
                fields.u32("sequence"),
                fields.u64("log_time"),
                fields.u64("publish_time"),
                fields.rest());
    }

    private static Chunk chunk(RecordFields fields) throws McapException {
        return new Chunk(
                fields.u64("message_start_time"),
                fields.u64("message_end_time"),
                fields.u64("uncompressed_size"),
                fields.u32("uncompressed_crc"),
                fields.string("compression"),
                fields.bytes("records", fields.u64("records")));
    }

    private static MessageIndex messageIndex(RecordFields fields) throws McapException {
        int channelId = fields.u16("channel_id");
        RecordFields elements = fields.elements("records");
        List<MessageIndex.Entry> entries = new ArrayList<>(elements.remaining() / (2 * Long.BYTES));
        while (elements.remaining() > 0) {
            entries.add(new MessageIndex.Entry(elements.u64("log_time"), elements.u64("offset")));
        }
        return new MessageIndex(channelId, entries);
    }

    private static ChunkIndex chunkIndex(RecordFields fields) throws McapException {
        return new ChunkIndex(
                fields.u64("message_start_time"),
                fields.u64("message_end_time"),
                fields.u64("chunk_start_offset"),
                fields.u64("chunk_length"),
                fields.counts("message_index_offsets"),
                fields.u64("message_index_length"),
                fields.string("compression"),
                fields.u64("compressed_size"),
                fields.u64("uncompressed_size"));
    }

    private static Attachment attachment(RecordFields fields) throws McapException {
        Attachment attachment = new Attachment(
                fields.u64("log_time"),
                fields.u64("create_time"),
                fields.string("name"),
                fields.string("media_type"),
                fields.bytes("data", fields.u64("data")));
        CRC32 crc = new CRC32();
        crc.update(fields.consumed());
        long expected = fields.u32("crc");
        if (expected != 0 && expected != crc.getValue()) {
            throw fields.problem("its CRC-32 is %08x and its bytes give %08x; the file is damaged here"
                    .formatted(expected, crc.getValue()));
        }
        return attachment;
    }

    private static AttachmentIndex attachmentIndex(RecordFields fields) throws McapException {
        return new AttachmentIndex(
                fields.u64("offset"),
                fields.u64("length"),
                fields.u64("log_time"),
                fields.u64("create_time"),
                fields.u64("data_size"),
                fields.string("name"),
                fields.string("media_type"));
    }

    private static Statistics statistics(RecordFields fields) throws McapException {
        return new Statistics(
                fields.u64("message_count"),
                fields.u16("schema_count"),
                fields.u32("channel_count"),
                fields.u32("attachment_count"),
                fields.u32("metadata_count"),
                fields.u32("chunk_count"),
                fields.u64("message_start_time"),
                fields.u64("message_end_time"),
                fields.counts("channel_message_counts"));
    }

    private static void requireEnd(RecordFields fields) throws McapException {
        if (fields.remaining() > 0) {
            throw fields.problem(fields.remaining() + " bytes follow its last field");
        }
    }
}
