package io.teleloop.mcap;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/// Compresses chunks. The same records give the same bytes.
final class ChunkCompressor implements AutoCloseable {
    private final Compression compression;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] compressed = new byte[0];
    private int size;

    ChunkCompressor(Compression compression, int zstdLevel) {
        this.compression = compression;
        // The chunk has a CRC of its own, so the frame needs none.
        zstd.setLevel(zstdLevel).setChecksum(false).setContentSize(true);
    }

    void compress(RecordBuffer records) {
        switch (compression) {
            case NONE -> {
                compressed = records.array();
                size = records.size();
            }
            case ZSTD -> {
                int bound = Math.toIntExact(Zstd.compressBound(records.size()));
                if (compressed.length < bound) {
                    compressed = new byte[bound];
                }
                size = zstd.compressByteArray(compressed, 0, bound, records.array(), 0, records.size());
            }
        }
    }

    byte[] array() {
        return compressed;
    }

    int size() {
        return size;
    }

    @Override
    public void close() {
        zstd.close();
    }
}
