package io.teleloop.mcap;

/// How much memory a file may make its writer or reader use. A file that needs more is refused with a clear error.
///
/// @param maxRecordBytes largest content of one record, and largest uncompressed chunk
/// @param maxSummaryBytes largest summary section, and most bytes of schemas and channels kept while reading
/// @param maxOverlappingChunkBytes most uncompressed bytes of chunks that an ordered read may hold at a time
public record McapLimits(int maxRecordBytes, int maxSummaryBytes, long maxOverlappingChunkBytes) {
    private static final int MIB = 1 << 20;

    /// 256 MiB a record, 64 MiB of summary, 512 MiB of chunks that overlap in time.
    public static final McapLimits DEFAULT = new McapLimits(256 * MIB, 64 * MIB, 512L * MIB);

    /// @throws IllegalArgumentException when a limit is not positive
    public McapLimits {
        if (maxRecordBytes <= 0 || maxSummaryBytes <= 0 || maxOverlappingChunkBytes <= 0) {
            throw new IllegalArgumentException("MCAP limits must be positive: record " + maxRecordBytes + ", summary "
                    + maxSummaryBytes + ", overlapping chunks " + maxOverlappingChunkBytes);
        }
    }
}
