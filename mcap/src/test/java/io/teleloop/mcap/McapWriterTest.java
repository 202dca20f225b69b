package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class McapWriterTest {
    private static final ByteBuffer DATA = SampleFile.bytes("data");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldRefuseAMessageOfAnUnknownChannel() throws IOException {
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT)) {
            assertThatThrownBy(() -> writer.write(new Message(1, 0, 0, 0, DATA)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("channel 1");
            assertThatThrownBy(() -> writer.addChannel("/pose", 9, "protobuf", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("schema 9");
        }
    }

    @Test
    void shouldRefuseARecordOverTheLimitAndGoOn() throws IOException {
        McapLimits limits = new McapLimits(4096, 1 << 20, 1 << 20);
        try (McapWriter writer = McapWriter.open(
                out, McapWriterOptions.DEFAULT.withChunkBytes(1024).withLimits(limits))) {
            int channel = writer.addChannel("/blob", 0, "raw", Map.of());
            assertThatThrownBy(() -> writer.write(new Message(channel, 0, 0, 0, ByteBuffer.allocate(4096))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("record limit is 4096");
            assertThatThrownBy(() -> writer.write(new Attachment(0, 0, "big", "raw", ByteBuffer.allocate(4097))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'big'");
            writer.write(new Message(channel, 1, 0, 0, ByteBuffer.allocate(4000)));
            assertThat(writer.finish().messageCount()).isEqualTo(1);
        }

        assertThat(SampleFile.readStream(out.toByteArray(), limits)).hasAtLeastOneElementOfType(Message.class);
    }

    @Test
    void shouldStillFinishAFileWhoseSummaryIsFull() throws IOException {
        McapLimits limits = new McapLimits(4096, 2048, 1 << 20);
        long written = 0;
        try (McapWriter writer = McapWriter.open(
                out, McapWriterOptions.DEFAULT.withChunkBytes(64).withLimits(limits))) {
            int channel = writer.addChannel("/pose", 0, "raw", Map.of());
            IllegalStateException refusal = null;
            while (refusal == null) {
                try {
                    writer.write(new Message(channel, written, written, written, ByteBuffer.allocate(60)));
                    written++;
                } catch (IllegalStateException e) {
                    refusal = e;
                }
            }
            assertThat(refusal).hasMessageContaining("finish this file");
            assertThat(writer.finish().messageCount()).isEqualTo(written);
        }

        assertThat(written).isGreaterThan(5);
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(out.toByteArray())), limits)) {
            assertThat(SampleFile.messages(reader, MessageQuery.ALL)).hasSize((int) written);
        }
    }

    @Test
    void shouldKeepChunksWithinTheirSizeUnlessOneMessageIsLarger() throws IOException {
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT.withChunkBytes(200))) {
            int channel = writer.addChannel("/pose", 0, "raw", Map.of());
            for (int size : List.of(10, 20, 30, 500, 10, 150, 150)) {
                writer.write(new Message(channel, 0, 0, 0, ByteBuffer.allocate(size)));
            }
            writer.finish();
        }

        try (McapReader reader =
                McapReader.open(McapSource.of(ByteBuffer.wrap(out.toByteArray())), McapLimits.DEFAULT)) {
            assertThat(reader.chunkIndexes())
                    .extracting(ChunkIndex::uncompressedSize)
                    .filteredOn(size -> size > 200)
                    .containsExactly(500L + 31);
        }
    }

    @Test
    void shouldIndexEveryMessageAtItsPlace() throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS.withCompression(Compression.NONE));

        ByteBuffer chunk = ByteBuffer.allocate(0);
        int indexed = 0;
        for (McapRecord record : SampleFile.readStream(file)) {
            if (record instanceof Chunk next) {
                chunk = next.records();
            } else if (record instanceof MessageIndex index) {
                for (MessageIndex.Entry entry : index.entries()) {
                    RecordScanner scanner = new RecordScanner(
                            chunk.slice((int) entry.offset(), chunk.limit() - (int) entry.offset()), Place.inFile(0));
                    assertThat(scanner.next()).isInstanceOfSatisfying(Message.class, message -> {
                        assertThat(message.channelId()).isEqualTo(index.channelId());
                        assertThat(message.logTime()).isEqualTo(entry.logTime());
                    });
                    indexed++;
                }
            }
        }
        assertThat(indexed).isEqualTo(12);
    }

    @Test
    void shouldLeaveAnUnfinishedFileUnreadableByIndex() throws IOException {
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT)) {
            int channel = writer.addChannel("/pose", 0, "raw", Map.of());
            writer.write(new Message(channel, 0, 0, 0, DATA));
            writer.flush();
        }

        assertThatThrownBy(() -> SampleFile.readIndexed(out.toByteArray()))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void shouldRefuseToGoOnAfterAFailedWrite() throws IOException {
        OutputStream full = new OutputStream() {
            private int left = 60;

            @Override
            public void write(int value) throws IOException {
                if (left-- == 0) {
                    throw new IOException("disk full");
                }
            }
        };
        try (McapWriter writer = McapWriter.open(full, McapWriterOptions.DEFAULT)) {
            int channel = writer.addChannel("/pose", 0, "raw", Map.of());
            writer.write(new Message(channel, 0, 0, 0, DATA));
            assertThatThrownBy(writer::flush).isInstanceOf(IOException.class).hasMessage("disk full");
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("earlier write failed");
        }
    }

    @Test
    void shouldRefuseCallsAfterFinish() throws IOException {
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT)) {
            writer.finish();
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldRefuseTextWithoutUtf8Form() throws IOException {
        try (McapWriter writer = McapWriter.open(out, McapWriterOptions.DEFAULT)) {
            assertThatThrownBy(() -> writer.addChannel("/\ud800", 0, "raw", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate");
            writer.addChannel("/fine", 0, "raw", Map.of());
            writer.finish();
        }

        assertThat(SampleFile.readStream(out.toByteArray())).hasAtLeastOneElementOfType(Channel.class);
    }
}
