package io.teleloop.mcap;

import java.util.Map;
import java.util.TreeMap;

/// The chunk being filled: its records and, for each channel, the places of its messages.
final class ChunkBuilder {
    private final RecordBuffer records = new RecordBuffer();
    // Kept from chunk to chunk so that a long recording does not allocate; an empty one means no message in this chunk.
    private final Map<Integer, RecordBuffer> messagePlaces = new TreeMap<>();
    private boolean hasMessages;
    private long startTime;
    private long endTime;

    boolean isEmpty() {
        return records.size() == 0;
    }

    RecordBuffer records() {
        return records;
    }

    long startTime() {
        return startTime;
    }

    long endTime() {
        return endTime;
    }

    void add(Message message) {
        int offset = records.size();
        RecordEncoder.encode(message, records);
        RecordBuffer places = messagePlaces.computeIfAbsent(message.channelId(), id -> new RecordBuffer());
        places.u64(message.logTime());
        places.u64(offset);
        long time = message.logTime();
        startTime = !hasMessages || Long.compareUnsigned(time, startTime) < 0 ? time : startTime;
        endTime = !hasMessages || Long.compareUnsigned(time, endTime) > 0 ? time : endTime;
        hasMessages = true;
    }

    /// Writes the message index records of this chunk, by channel id.
    ///
    /// @param fileOffset where in the file the first of them will lie
    /// @return channel id → offset of its record
    Map<Integer, Long> encodeMessageIndexes(long fileOffset, RecordBuffer to) {
        Map<Integer, Long> offsets = new TreeMap<>();
        messagePlaces.forEach((channelId, places) -> {
            if (places.size() > 0) {
                offsets.put(channelId, fileOffset + to.size());
                int start = to.begin(Opcode.MESSAGE_INDEX);
                to.u16(channelId);
                to.u32(places.size());
                to.raw(places);
                to.end(start);
            }
        });
        return offsets;
    }

    void clear() {
        records.clear();
        messagePlaces.values().forEach(RecordBuffer::clear);
        hasMessages = false;
        startTime = 0;
        endTime = 0;
    }
}
