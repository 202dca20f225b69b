package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McapReaderTest {
    @Test
    void shouldDescribeAFileFromItsSummary(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("sample.mcap"), SampleFile.write(SampleFile.SMALL_CHUNKS));

        try (McapReader reader = McapReader.open(McapSource.of(path), McapLimits.DEFAULT)) {
            assertThat(reader.header()).isEqualTo(new Header("", "teleloop"));
            assertThat(reader.schemas().values()).extracting(Schema::name).containsExactly("test.Pose");
            assertThat(reader.channels().values())
                    .extracting(Channel::topic)
                    .containsExactlyInAnyOrder("/pose", "/text");
            assertThat(reader.statistics()).hasValueSatisfying(statistics -> {
                assertThat(statistics.messageCount()).isEqualTo(12);
                assertThat(statistics.channelMessageCounts()).isEqualTo(Map.of(1, 8L, 2, 4L));
                assertThat(statistics.chunkCount())
                        .isEqualTo(reader.chunkIndexes().size());
            });
            assertThat(reader.metadata(reader.metadataIndexes().getFirst()).metadata())
                    .isEqualTo(Map.of("task", "PegInsertion", "operator", "ada"));
            assertThat(reader.attachment(reader.attachmentIndexes().getFirst()).data())
                    .isEqualTo(SampleFile.bytes("fx: 600"));
            assertThat(SampleFile.messages(reader, MessageQuery.ALL.onTopics(Set.of("/absent"))))
                    .isEmpty();
        }
    }

    @Test
    void shouldAskForASequentialReadWhenThereIsNoIndex() throws IOException {
        byte[] noSummary = SampleFile.write(McapWriterOptions.DEFAULT.withFeatures(EnumSet.of(McapFeature.CHUNKS)));
        byte[] noChunkIndex = SampleFile.write(
                McapWriterOptions.DEFAULT.withFeatures(EnumSet.complementOf(EnumSet.of(McapFeature.CHUNK_INDEX))));

        assertThatThrownBy(() -> SampleFile.readIndexed(noSummary)).hasMessageContaining("McapStreamReader");
        assertThatThrownBy(() -> SampleFile.readIndexed(noChunkIndex)).hasMessageContaining("McapStreamReader");
        assertThat(SampleFile.readStream(noSummary)).hasAtLeastOneElementOfType(Message.class);
    }

    @Test
    void shouldRefuseToHoldMoreOverlappingChunksThanTheLimit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT.withChunkBytes(500))) {
            int channel = writer.addChannel("/pose", 0, "raw", Map.of());
            for (int i = 0; i < 20; i++) {
                writer.write(new Message(channel, i, 7, 7, ByteBuffer.allocate(400)));
            }
            writer.finish();
        }
        McapLimits limits = new McapLimits(1 << 20, 1 << 20, 1000);

        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(out.toByteArray())), limits)) {
            assertThatThrownBy(() -> SampleFile.messages(reader, MessageQuery.ALL))
                    .isInstanceOf(McapException.class)
                    .hasMessageContaining("maxOverlappingChunkBytes");
        }
    }

    @Test
    void shouldRefuseARecordAndAChunkOverTheLimit() throws IOException {
        byte[] file = SampleFile.write(McapWriterOptions.DEFAULT);

        assertThatThrownBy(() -> SampleFile.readStream(file, new McapLimits(300, 1 << 20, 1 << 20)))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("maxRecordBytes");
    }

    @Test
    void shouldReadLz4Chunks() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        RecordBuffer records = channelAndMessage();
        try (LZ4FrameOutputStream lz4 = new LZ4FrameOutputStream(compressed)) {
            lz4.write(records.array(), 0, records.size());
        }

        assertThat(SampleFile.readStream(fileWithChunk("lz4", compressed.toByteArray(), records)))
                .hasAtLeastOneElementOfType(Message.class);
    }

    @Test
    void shouldRefuseAnUnknownCompression() {
        RecordBuffer records = channelAndMessage();

        assertThatThrownBy(() -> SampleFile.readStream(fileWithChunk("xz", new byte[] {1}, records)))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("compression 'xz'");
    }

    @Test
    void shouldRefuseAChunkThatUncompressesToAnotherSize() {
        RecordBuffer records = channelAndMessage();
        byte[] more = Zstd.compress(new byte[records.size() + 1]);

        assertThatThrownBy(() -> SampleFile.readStream(fileWithChunk("zstd", more, records)))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("uncompressed bytes");
    }

    @Test
    void shouldIgnoreFieldsAndRecordsOfLaterVersions() throws IOException {
        RecordBuffer file = start();
        int unknown = file.begin(0x40);
        file.u32(7);
        file.end(unknown);
        int longer = file.begin(Opcode.METADATA);
        file.string("episode");
        file.strings(Map.of("a", "b"));
        file.u64(1234);
        file.end(longer);

        assertThat(SampleFile.readStream(finish(file)))
                .contains(new Metadata("episode", Map.of("a", "b")))
                .hasAtLeastOneElementOfType(UnknownRecord.class);
    }

    @Test
    void shouldRefuseAMessageWithoutChannelAndAChannelThatChanges() {
        RecordBuffer orphan = start();
        RecordEncoder.encode(new Message(3, 0, 0, 0, SampleFile.bytes("x")), orphan);
        RecordBuffer changed = start();
        RecordEncoder.encode(new Channel(1, 0, "/a", "raw", Map.of()), changed);
        RecordEncoder.encode(new Channel(1, 0, "/b", "raw", Map.of()), changed);

        assertThatThrownBy(() -> SampleFile.readStream(finish(orphan)))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("channel 3");
        assertThatThrownBy(() -> SampleFile.readStream(finish(changed)))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("'/b'");
    }

    private static RecordBuffer channelAndMessage() {
        RecordBuffer records = new RecordBuffer();
        RecordEncoder.encode(new Channel(1, 0, "/text", "text", Map.of()), records);
        RecordEncoder.encode(new Message(1, 0, 5, 5, SampleFile.bytes("hello hello hello")), records);
        return records;
    }

    private static byte[] fileWithChunk(String compression, byte[] compressed, RecordBuffer records) {
        RecordBuffer file = start();
        CRC32 crc = new CRC32();
        crc.update(records.array(), 0, records.size());
        int chunk = file.begin(Opcode.CHUNK);
        file.u64(5);
        file.u64(5);
        file.u64(records.size());
        file.u32(crc.getValue());
        file.string(compression);
        file.u64(compressed.length);
        file.raw(ByteBuffer.wrap(compressed));
        file.end(chunk);
        return finish(file);
    }

    private static RecordBuffer start() {
        RecordBuffer file = new RecordBuffer();
        file.raw(ByteBuffer.wrap(Magic.bytes()));
        RecordEncoder.encode(new Header("", ""), file);
        return file;
    }

    private static byte[] finish(RecordBuffer file) {
        RecordEncoder.encode(new DataEnd(0), file);
        RecordEncoder.encode(new Footer(0, 0, 0), file);
        file.raw(ByteBuffer.wrap(Magic.bytes()));
        byte[] bytes = new byte[file.size()];
        System.arraycopy(file.array(), 0, bytes, 0, bytes.length);
        return bytes;
    }
}
