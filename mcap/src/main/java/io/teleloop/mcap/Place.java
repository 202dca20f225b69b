package io.teleloop.mcap;

/// Where in a file something was found.
///
/// @param fileOffset byte offset in the file; for something inside a chunk, of the chunk's record
/// @param chunkOffset byte offset in the chunk's uncompressed records, or [#NOT_IN_CHUNK]
record Place(long fileOffset, long chunkOffset) {
    static final long NOT_IN_CHUNK = -1;

    static Place inFile(long offset) {
        return new Place(offset, NOT_IN_CHUNK);
    }

    Place inChunk(long offset) {
        return new Place(fileOffset, offset);
    }

    @Override
    public String toString() {
        return chunkOffset == NOT_IN_CHUNK
                ? "at byte " + fileOffset
                : "in the chunk at byte " + fileOffset + ", at byte " + chunkOffset + " of its uncompressed records";
    }
}
