package io.teleloop.mcap;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a [McapWriter] writes.
///
/// @param profile the header's profile; empty for none
/// @param library the header's library: which software wrote the file
/// @param compression how chunks are compressed
/// @param zstdLevel Zstandard level, 1 (fast) to 19 (small)
/// @param chunkBytes a chunk ends before its uncompressed records pass this size; a larger message gets its own chunk
/// @param features the optional parts
/// @param limits the largest record and summary
public record McapWriterOptions(
        String profile,
        String library,
        Compression compression,
        int zstdLevel,
        int chunkBytes,
        Set<McapFeature> features,
        McapLimits limits) {
    private static final int DEFAULT_CHUNK_BYTES = 1 << 20;
    private static final int DEFAULT_ZSTD_LEVEL = 3;
    private static final int MAX_ZSTD_LEVEL = 19;

    /// All features, zstd level 3, chunks of 1 MiB, default limits.
    public static final McapWriterOptions DEFAULT = new McapWriterOptions(
            "",
            "teleloop",
            Compression.ZSTD,
            DEFAULT_ZSTD_LEVEL,
            DEFAULT_CHUNK_BYTES,
            EnumSet.allOf(McapFeature.class),
            McapLimits.DEFAULT);

    /// @throws IllegalArgumentException when the level or the chunk size is out of range
    public McapWriterOptions {
        if (zstdLevel < 1 || zstdLevel > MAX_ZSTD_LEVEL) {
            throw new IllegalArgumentException(
                    "zstd level is " + zstdLevel + "; it must be from 1 to " + MAX_ZSTD_LEVEL);
        }
        if (chunkBytes < 1 || chunkBytes > limits.maxRecordBytes()) {
            throw new IllegalArgumentException("chunk size is " + chunkBytes
                    + " bytes; it must be from 1 to the record limit " + limits.maxRecordBytes());
        }
        EnumSet<McapFeature> copy = EnumSet.noneOf(McapFeature.class);
        copy.addAll(features);
        features = Collections.unmodifiableSet(copy);
    }

    /// These options with another profile.
    public McapWriterOptions withProfile(String newProfile) {
        return new McapWriterOptions(newProfile, library, compression, zstdLevel, chunkBytes, features, limits);
    }

    /// These options with another library.
    public McapWriterOptions withLibrary(String newLibrary) {
        return new McapWriterOptions(profile, newLibrary, compression, zstdLevel, chunkBytes, features, limits);
    }

    /// These options with another compression.
    public McapWriterOptions withCompression(Compression newCompression) {
        return new McapWriterOptions(profile, library, newCompression, zstdLevel, chunkBytes, features, limits);
    }

    /// These options with another Zstandard level.
    public McapWriterOptions withZstdLevel(int newLevel) {
        return new McapWriterOptions(profile, library, compression, newLevel, chunkBytes, features, limits);
    }

    /// These options with another chunk size.
    public McapWriterOptions withChunkBytes(int newChunkBytes) {
        return new McapWriterOptions(profile, library, compression, zstdLevel, newChunkBytes, features, limits);
    }

    /// These options with other optional parts.
    public McapWriterOptions withFeatures(Set<McapFeature> newFeatures) {
        return new McapWriterOptions(profile, library, compression, zstdLevel, chunkBytes, newFeatures, limits);
    }

    /// These options with other limits.
    public McapWriterOptions withLimits(McapLimits newLimits) {
        return new McapWriterOptions(profile, library, compression, zstdLevel, chunkBytes, features, newLimits);
    }
}
