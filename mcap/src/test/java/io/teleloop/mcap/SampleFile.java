package io.teleloop.mcap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Small files for tests, and both ways to read them whole.
final class SampleFile {
    static final McapWriterOptions SMALL_CHUNKS = McapWriterOptions.DEFAULT.withChunkBytes(256);

    private SampleFile() {}

    /// Two channels, several chunks, two attachments and a metadata record.
    static byte[] write(McapWriterOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(out, options)) {
            int schema = writer.addSchema("test.Pose", "protobuf", bytes("descriptor"));
            int poses = writer.addChannel("/pose", schema, "protobuf", Map.of("frame", "base", "unit", "m"));
            int text = writer.addChannel("/text", 0, "text", Map.of());
            writer.write(new Attachment(5, 0, "calibration.yaml", "application/yaml", bytes("fx: 600")));
            for (int i = 0; i < 12; i++) {
                writer.write(
                        new Message(i % 3 == 0 ? text : poses, i, 1000 + i * 7 % 5, 900 + i, bytes("payload-" + i)));
            }
            writer.write(new Metadata("episode", Map.of("task", "PegInsertion", "operator", "ada")));
            writer.write(new Attachment(6, 1, "note.txt", "text/plain", bytes("")));
            writer.finish();
        }
        return out.toByteArray();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<McapRecord> readStream(byte[] file) throws IOException {
        return readStream(file, McapLimits.DEFAULT);
    }

    static List<McapRecord> readStream(byte[] file, McapLimits limits) throws IOException {
        List<McapRecord> records = new ArrayList<>();
        try (McapStreamReader reader = McapStreamReader.open(new ByteArrayInputStream(file), limits)) {
            for (McapRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    /// The messages in log-time order, then the attachments.
    static List<McapRecord> readIndexed(byte[] file) throws IOException {
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(file)), McapLimits.DEFAULT)) {
            List<McapRecord> records = new ArrayList<>(messages(reader, MessageQuery.ALL));
            for (AttachmentIndex index : reader.attachmentIndexes()) {
                records.add(reader.attachment(index));
            }
            return records;
        }
    }

    static List<Message> messages(McapReader reader, MessageQuery query) throws IOException {
        List<Message> messages = new ArrayList<>();
        MessageCursor cursor = reader.messages(query);
        for (Message message = cursor.next(); message != null; message = cursor.next()) {
            messages.add(message);
        }
        return messages;
    }
}
