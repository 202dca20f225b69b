package io.teleloop.mcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Reads the records that lie one after the other in memory: those of a chunk or of a summary.
final class RecordScanner {
    private static final int MASK_8 = 0xff;

    private final ByteBuffer bytes;
    private final Place start;
    private int position;

    /// @param start the place of the first byte
    RecordScanner(ByteBuffer bytes, Place start) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.start = start;
    }

    /// The next record, or null at the end.
    ///
    /// @throws McapException when the bytes end within a record or it cannot be read
    @Nullable
    McapRecord next() throws McapException {
        int left = bytes.limit() - position;
        if (left == 0) {
            return null;
        }
        Place place = place();
        if (left < RecordBuffer.PREFIX) {
            throw new McapException(
                    "a record needs " + RecordBuffer.PREFIX + " bytes for its opcode and length and " + left
                            + " are left",
                    place);
        }
        int opcode = bytes.get(position) & MASK_8;
        long length = bytes.getLong(position + 1);
        left -= RecordBuffer.PREFIX;
        if (length < 0 || length > left) {
            throw new McapException(
                    "%s: its length is %s bytes and %d are left"
                            .formatted(Opcode.name(opcode), Long.toUnsignedString(length), left),
                    place);
        }
        ByteBuffer content = bytes.slice(position + RecordBuffer.PREFIX, (int) length);
        McapRecord record = RecordDecoder.decode(opcode, content, place);
        position += RecordBuffer.PREFIX + (int) length;
        return record;
    }

    /// The place of the next record.
    Place place() {
        return start.chunkOffset() == Place.NOT_IN_CHUNK
                ? Place.inFile(start.fileOffset() + position)
                : start.inChunk(start.chunkOffset() + position);
    }
}
