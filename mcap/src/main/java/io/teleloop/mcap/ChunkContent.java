package io.teleloop.mcap;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the records of one uncompressed chunk and checks that they are of a kind that chunks hold, and that their
/// times are those that the chunk promises.
final class ChunkContent {
    private final Chunk chunk;
    private final Place place;
    private final RecordScanner scanner;
    private boolean hasMessages;
    private long startTime;
    private long endTime;

    ChunkContent(Chunk chunk, ByteBuffer records, Place place) {
        this.chunk = chunk;
        this.place = place;
        this.scanner = new RecordScanner(records, place.inChunk(0));
    }

    /// The place of the next record.
    Place place() {
        return scanner.place();
    }

    /// The next schema, channel, message or unknown record, or null at the end.
    @Nullable
    McapRecord next() throws McapException {
        Place at = scanner.place();
        McapRecord record = scanner.next();
        switch (record) {
            case null -> requirePromisedTimes();
            case Message message -> {
                long time = message.logTime();
                startTime = !hasMessages || Long.compareUnsigned(time, startTime) < 0 ? time : startTime;
                endTime = !hasMessages || Long.compareUnsigned(time, endTime) > 0 ? time : endTime;
                hasMessages = true;
            }
            case Schema schema -> {}
            case Channel channel -> {}
            case UnknownRecord unknown -> {}
            default -> throw new McapException(Opcode.name(record.opcode()) + ": it may not lie in a chunk", at);
        }
        return record;
    }

    private void requirePromisedTimes() throws McapException {
        if (startTime != chunk.messageStartTime() || endTime != chunk.messageEndTime()) {
            throw new McapException(
                    "Chunk: it promises log times from %s to %s and holds %s to %s"
                            .formatted(
                                    Long.toUnsignedString(chunk.messageStartTime()),
                                    Long.toUnsignedString(chunk.messageEndTime()),
                                    Long.toUnsignedString(startTime),
                                    Long.toUnsignedString(endTime)),
                    place);
        }
    }
}
