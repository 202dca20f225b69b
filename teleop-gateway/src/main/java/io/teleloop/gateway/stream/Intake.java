package io.teleloop.gateway.stream;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The door: takes records while there is room, never waits, and keeps their order. Any thread gives, one takes out.
final class Intake {
    private static final long QUEUE_BYTES = 16 << 20;

    private final long maxBytes;
    private final ConcurrentLinkedQueue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    /// In the queue, under way and on the spool.
    private final AtomicLong heldBytes;
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    /// @param maxBytes all that may be taken and not settled at any time
    /// @param heldBytes of it, what an earlier run has left
    Intake(long maxBytes, long heldBytes) {
        this.maxBytes = maxBytes;
        this.heldBytes = new AtomicLong(heldBytes);
    }

    /// Takes all or none; false when there is no room.
    boolean take(Outgoing... entries) {
        long cost = Arrays.stream(entries).mapToLong(Outgoing::cost).sum();
        if (closed || queuedBytes.get() + cost > QUEUE_BYTES || heldBytes.get() + cost > maxBytes) {
            refused.addAndGet(entries.length);
            return false;
        }
        takeAlways(entries);
        return true;
    }

    /// For the few small records that must not be refused.
    void takeAlways(Outgoing... entries) {
        for (Outgoing entry : entries) {
            queuedBytes.addAndGet(entry.cost());
            heldBytes.addAndGet(entry.cost());
            queue.add(entry);
        }
    }

    @Nullable
    Outgoing poll() {
        Outgoing entry = queue.poll();
        if (entry != null) {
            queuedBytes.addAndGet(-entry.cost());
        }
        return entry;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /// A record that was polled is in Kafka: its room is free again.
    void settled(Outgoing entry) {
        heldBytes.addAndGet(-entry.cost());
    }

    /// Nothing is taken any more but what must be.
    void close() {
        closed = true;
    }

    /// Records that were not taken because there was no room.
    long refused() {
        return refused.get();
    }
}
