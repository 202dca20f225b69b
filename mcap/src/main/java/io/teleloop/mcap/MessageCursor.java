package io.teleloop.mcap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads messages in log-time order. A chunk is read when its time comes and let go when its last message was given;
/// chunks that overlap in time are held together.
///
/// Not safe for use by several threads at once.
public final class MessageCursor {
    private final McapReader reader;
    private final List<ChunkIndex> chunks;
    private final Set<Integer> channelIds;
    private final MessageQuery query;
    private final long maxHeldBytes;
    private final PriorityQueue<HeldChunk> held = new PriorityQueue<>();
    private int nextChunk;
    private long heldBytes;

    MessageCursor(
            McapReader reader,
            List<ChunkIndex> chunks,
            Set<Integer> channelIds,
            MessageQuery query,
            long maxHeldBytes) {
        this.reader = reader;
        this.chunks = new ArrayList<>(chunks);
        this.chunks.sort(Comparator.comparing(ChunkIndex::messageStartTime, Long::compareUnsigned)
                .thenComparing(ChunkIndex::chunkStartOffset, Long::compareUnsigned));
        this.channelIds = channelIds;
        this.query = query;
        this.maxHeldBytes = maxHeldBytes;
    }

    /// The next message, or null when there are no more. Its data is a view of its chunk.
    ///
    /// @throws McapException when a chunk is damaged or too many overlap in time
    public @Nullable Message next() throws IOException {
        holdChunksThatMayComeNext();
        HeldChunk first = held.poll();
        if (first == null) {
            return null;
        }
        Message message = first.take();
        if (first.isEmpty()) {
            heldBytes -= first.bytes;
        } else {
            held.add(first);
        }
        return message;
    }

    private void holdChunksThatMayComeNext() throws IOException {
        while (nextChunk < chunks.size()) {
            ChunkIndex index = chunks.get(nextChunk);
            HeldChunk first = held.peek();
            if (first != null && Long.compareUnsigned(index.messageStartTime(), first.time()) > 0) {
                return;
            }
            hold(index);
            nextChunk++;
        }
    }

    private void hold(ChunkIndex index) throws IOException {
        long bytes = index.uncompressedSize();
        if (bytes < 0 || bytes > maxHeldBytes - heldBytes) {
            throw new McapException(
                    "chunks that overlap in log time take more than " + maxHeldBytes
                            + " bytes; read fewer topics, read with McapStreamReader, or raise maxOverlappingChunkBytes",
                    Place.inFile(index.chunkStartOffset()));
        }
        List<Message> messages = new ArrayList<>();
        ChunkContent content = reader.chunk(index);
        Place place = content.place();
        for (McapRecord record = content.next(); record != null; record = content.next()) {
            if (record instanceof Message message) {
                reader.requireKnownChannel(message, place);
                if (channelIds.contains(message.channelId()) && query.wants(message.logTime())) {
                    messages.add(message);
                }
            }
            place = content.place();
        }
        if (!messages.isEmpty()) {
            messages.sort(Comparator.comparing(Message::logTime, Long::compareUnsigned));
            held.add(new HeldChunk(index.chunkStartOffset(), bytes, messages));
            heldBytes += bytes;
        }
    }

    private static final class HeldChunk implements Comparable<HeldChunk> {
        private final long offset;
        private final long bytes;
        private final List<Message> messages;
        private int next;

        HeldChunk(long offset, long bytes, List<Message> messages) {
            this.offset = offset;
            this.bytes = bytes;
            this.messages = messages;
        }

        long time() {
            return messages.get(next).logTime();
        }

        boolean isEmpty() {
            return next == messages.size();
        }

        Message take() {
            return messages.get(next++);
        }

        @Override
        public int compareTo(HeldChunk other) {
            int byTime = Long.compareUnsigned(time(), other.time());
            return byTime != 0 ? byTime : Long.compareUnsigned(offset, other.offset);
        }
    }
}
