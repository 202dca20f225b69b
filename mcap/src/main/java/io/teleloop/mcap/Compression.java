package io.teleloop.mcap;

/// How a writer compresses chunks. Readers also understand `lz4`.
public enum Compression {
    /// Chunks as they are.
    NONE(""),
    /// Zstandard frames, one a chunk.
    ZSTD("zstd");

    private final String wireName;

    Compression(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
