package io.teleloop.mcap;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4FrameInputStream;

/// Uncompresses chunks and checks their size and CRC-32.
final class ChunkDecoder {
    private final McapLimits limits;

    ChunkDecoder(McapLimits limits) {
        this.limits = limits;
    }

    /// The records of a chunk, scannable from its start.
    ///
    /// @throws McapException when the chunk is damaged, larger than the limit, or compressed in an unknown way
    ByteBuffer records(Chunk chunk, Place place) throws McapException {
        long size = chunk.uncompressedSize();
        if (size < 0 || size > limits.maxRecordBytes()) {
            throw new McapException(
                    "Chunk: it uncompresses to %s bytes and the limit is %d; raise maxRecordBytes if the file is right"
                            .formatted(Long.toUnsignedString(size), limits.maxRecordBytes()),
                    place);
        }
        ByteBuffer records = uncompress(chunk, (int) size, place);
        if (chunk.uncompressedCrc() != 0) {
            CRC32 crc = new CRC32();
            crc.update(records.duplicate());
            if (crc.getValue() != chunk.uncompressedCrc()) {
                throw new McapException(
                        "Chunk: its CRC-32 is %08x and its records give %08x; the file is damaged here"
                                .formatted(chunk.uncompressedCrc(), crc.getValue()),
                        place);
            }
        }
        return records;
    }

    private static ByteBuffer uncompress(Chunk chunk, int size, Place place) throws McapException {
        ByteBuffer compressed = chunk.records();
        if (chunk.compression().isEmpty()) {
            requireSize(compressed.remaining(), size, place);
            return compressed;
        }
        if (size == 0 && !compressed.hasRemaining()) {
            return compressed;
        }
        byte[] source = new byte[compressed.remaining()];
        compressed.get(source);
        return switch (chunk.compression()) {
            case "zstd" -> zstd(source, size, place);
            case "lz4" -> lz4(source, size, place);
            default ->
                throw new McapException(
                        "Chunk: compression '" + chunk.compression()
                                + "' is not known; this reader knows zstd, lz4 and none",
                        place);
        };
    }

    private static ByteBuffer zstd(byte[] source, int size, Place place) throws McapException {
        try {
            // The frame's own size, where it has one (0 and below mean none), is compared before taking memory.
            long promised = Zstd.getFrameContentSize(source);
            requireSize(promised > 0 ? promised : size, size, place);
            byte[] records = new byte[size];
            long actual = Zstd.decompressByteArray(records, 0, size, source, 0, source.length);
            if (Zstd.isError(actual)) {
                throw new McapException("Chunk: zstd says " + Zstd.getErrorName(actual), place);
            }
            requireSize(actual, size, place);
            return ByteBuffer.wrap(records);
        } catch (ZstdException e) {
            throw new McapException("Chunk: zstd says " + e.getMessage(), place, e);
        }
    }

    private static ByteBuffer lz4(byte[] source, int size, Place place) throws McapException {
        try (LZ4FrameInputStream frames = new LZ4FrameInputStream(new ByteArrayInputStream(source))) {
            byte[] records = frames.readNBytes(size);
            requireSize(frames.read() == -1 ? records.length : size + 1L, size, place);
            return ByteBuffer.wrap(records);
        } catch (McapException e) {
            throw e;
        } catch (IOException | LZ4Exception e) {
            throw new McapException("Chunk: lz4 says " + e.getMessage(), place, e);
        }
    }

    private static void requireSize(long actual, int expected, Place place) throws McapException {
        if (actual != expected) {
            throw new McapException("Chunk: it says " + expected + " uncompressed bytes and has " + actual, place);
        }
    }
}
