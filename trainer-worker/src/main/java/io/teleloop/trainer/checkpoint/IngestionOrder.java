package io.teleloop.trainer.checkpoint;

import io.teleloop.contract.EpisodeId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// In which order a learner took what it learned from: runs of one partition of the steps topic, and demonstrations.
/// Fed again in this order, a learner is where it was. Three to four bytes a run, so some megabytes for a million steps
/// of robots that take turns.
///
/// ```
/// entry          = demonstration | run
/// demonstration  = 0x00  episode id, 36 bytes ASCII
/// run            = varint partition + 1
///                  varint first - end of the partition's run before (0 for none)
///                  varint length
/// ```
///
/// Varints are those of protobuf (seven bits a byte, lowest first). A run's offsets between first and last hold other
/// records too, which a learner passes over, the first time as the second time.
///
/// Not safe for use by several threads at once.
public final class IngestionOrder implements Iterable<IngestionOrder.Entry> {
    private static final int DEMONSTRATION = 0;
    private static final int ID_BYTES = 36;
    private static final int BITS = 7;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream closed = new ByteArrayOutputStream();
    private final Map<Integer, Long> ends = new HashMap<>();
    private @Nullable Run open;

    /// Something that was taken.
    public sealed interface Entry {}

    /// Steps of one partition.
    ///
    /// @param first offset of the first one
    /// @param end offset after the last one
    public record Run(int partition, long first, long end) implements Entry {}

    /// All steps of a sealed episode.
    public record Demonstration(EpisodeId episode) implements Entry {}

    /// @throws IllegalArgumentException when the bytes are no such order
    public static IngestionOrder decode(byte[] encoded) {
        IngestionOrder order = new IngestionOrder();
        Decoder decoder = new Decoder(encoded);
        while (decoder.hasNext()) {
            order.add(decoder.next());
        }
        return order;
    }

    /// Notes a step that was taken.
    public void tookStep(int partition, long offset) {
        Run run = open;
        if (run != null && run.partition() == partition) {
            open = new Run(partition, run.first(), offset + 1);
        } else {
            closeRun();
            open = new Run(partition, offset, offset + 1);
        }
    }

    /// Notes a demonstration that was taken.
    public void tookDemonstration(EpisodeId episode) {
        closeRun();
        closed.write(DEMONSTRATION);
        closed.writeBytes(episode.value().getBytes(StandardCharsets.US_ASCII));
    }

    /// The entries so far, in the order in which they were taken.
    @Override
    public Iterator<Entry> iterator() {
        return new Decoder(encode());
    }

    /// This order as it is now.
    public IngestionOrder copy() {
        return decode(encode());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IngestionOrder order && Arrays.equals(encode(), order.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    public byte[] encode() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(closed.toByteArray());
        if (open != null) {
            write(open, all);
        }
        return all.toByteArray();
    }

    private void add(Entry entry) {
        switch (entry) {
            case Demonstration demonstration -> tookDemonstration(demonstration.episode());
            case Run run -> {
                closeRun();
                open = run;
            }
        }
    }

    private void closeRun() {
        Run run = open;
        if (run != null) {
            write(run, closed);
            ends.put(run.partition(), run.end());
            open = null;
        }
    }

    private void write(Run run, ByteArrayOutputStream to) {
        writeVarint(run.partition() + 1L, to);
        writeVarint(run.first() - ends.getOrDefault(run.partition(), 0L), to);
        writeVarint(run.end() - run.first(), to);
    }

    private static void writeVarint(long value, ByteArrayOutputStream to) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            to.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= BITS;
        }
        to.write((int) rest);
    }

    /// Reads entries one by one.
    private static final class Decoder implements Iterator<Entry> {
        private final ByteBuffer bytes;
        private final Map<Integer, Long> ends = new HashMap<>();

        Decoder(byte[] encoded) {
            this.bytes = ByteBuffer.wrap(encoded);
        }

        @Override
        public boolean hasNext() {
            return bytes.hasRemaining();
        }

        @Override
        public Entry next() {
            if (!bytes.hasRemaining()) {
                throw new NoSuchElementException("the order of ingestion has no more entries");
            }
            long kind = readVarint();
            if (kind == DEMONSTRATION) {
                return new Demonstration(readId());
            }
            int partition = Math.toIntExact(kind - 1);
            long first = ends.getOrDefault(partition, 0L) + readVarint();
            long end = first + readVarint();
            ends.put(partition, end);
            return new Run(partition, first, end);
        }

        private EpisodeId readId() {
            if (bytes.remaining() < ID_BYTES) {
                throw new IllegalArgumentException("the order of ingestion ends within an episode id");
            }
            byte[] id = new byte[ID_BYTES];
            bytes.get(id);
            return new EpisodeId(new String(id, StandardCharsets.US_ASCII));
        }

        private long readVarint() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += BITS) {
                byte part = bytes.get();
                value |= (long) (part & SEVEN_BITS) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("the order of ingestion ends within a number");
        }
    }
}
