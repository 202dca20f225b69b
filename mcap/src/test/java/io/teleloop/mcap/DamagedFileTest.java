package io.teleloop.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedFileTest {
    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldRefuseAFileThatWasCutAtAnyByte(Compression compression) throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS.withCompression(compression));

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(catchThrowable(() -> SampleFile.readStream(cut)))
                    .as("read from start to end, cut to %d of %d bytes", length, file.length)
                    .isInstanceOf(McapException.class)
                    .hasMessageContaining("truncated")
                    .hasMessageContaining("at byte " + length);
            assertThat(catchThrowable(() -> SampleFile.readIndexed(cut)))
                    .as("read by index, cut to %d of %d bytes", length, file.length)
                    .isInstanceOf(McapException.class)
                    .hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldNeverTakeAFlippedBitForData(Compression compression) throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS.withCompression(compression));
        List<McapRecord> intact = SampleFile.readIndexed(file);

        for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(catchThrowable(() -> SampleFile.readStream(damaged)))
                    .as("read from start to end, bit %d of byte %d flipped", bit % Byte.SIZE, bit / Byte.SIZE)
                    .isInstanceOf(McapException.class);
            List<McapRecord> read = new ArrayList<>();
            Throwable refusal = catchThrowable(() -> read.addAll(SampleFile.readIndexed(damaged)));
            if (refusal == null) {
                assertThat(read)
                        .as("read by index, bit %d of byte %d flipped", bit % Byte.SIZE, bit / Byte.SIZE)
                        .isEqualTo(intact);
            } else {
                assertThat(refusal)
                        .as("read by index, bit %d of byte %d flipped", bit % Byte.SIZE, bit / Byte.SIZE)
                        .isInstanceOf(McapException.class);
            }
        }
    }

    @Test
    void shouldStillReadTheWholeChunksOfATruncatedFile() throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS);
        List<McapRecord> intact = SampleFile.readStream(file);
        List<McapRecord> saved = new ArrayList<>();

        try (McapStreamReader reader = McapStreamReader.open(
                new ByteArrayInputStream(Arrays.copyOf(file, file.length * 2 / 3)), McapLimits.DEFAULT)) {
            assertThatThrownBy(() -> {
                        for (McapRecord record = reader.next(); record != null; record = reader.next()) {
                            saved.add(record);
                        }
                    })
                    .isInstanceOf(McapException.class);
            assertThatThrownBy(reader::next).hasMessageStartingWith("reading cannot go on");
        }

        assertThat(saved).hasAtLeastOneElementOfType(Message.class);
        assertThat(intact).startsWith(saved.toArray(McapRecord[]::new));
    }

    @Test
    void shouldRefuseBytesAfterTheEnd() throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS);
        byte[] longer = Arrays.copyOf(file, file.length + 1);

        assertThatThrownBy(() -> SampleFile.readStream(longer))
                .isInstanceOf(McapException.class)
                .hasMessageContaining("bytes follow the end");
        assertThatThrownBy(() -> SampleFile.readIndexed(longer)).isInstanceOf(McapException.class);
    }

    @Test
    void shouldSayWhereTheDamageIs() throws IOException {
        byte[] file = SampleFile.write(SampleFile.SMALL_CHUNKS.withCompression(Compression.NONE));
        ChunkIndex chunk;
        try (McapReader reader = McapReader.open(McapSource.of(ByteBuffer.wrap(file)), McapLimits.DEFAULT)) {
            chunk = reader.chunkIndexes().get(1);
        }
        file[(int) (chunk.chunkStartOffset() + chunk.chunkLength() - 1)] ^= 1;

        assertThatThrownBy(() -> SampleFile.readStream(file))
                .isInstanceOfSatisfying(
                        McapException.class, e -> assertThat(e.offset()).isEqualTo(chunk.chunkStartOffset()))
                .hasMessageContaining("the file is damaged here");
    }
}
