package io.teleloop.gateway.stream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/// Records that wait for Kafka: on the disk, and in memory those that the disk has not taken yet. All of them come
/// before all that is in the intake. Of the delivery thread.
final class Backlog implements AutoCloseable {
    private final DiskSpool spool;
    private final ArrayDeque<Outgoing> unspooled = new ArrayDeque<>();

    Backlog(DiskSpool spool) {
        this.spool = spool;
    }

    /// Keeps a record behind those that wait, until [#store] brings it to the disk.
    void add(Outgoing entry) {
        unspooled.addLast(entry);
    }

    /// Brings to the disk what waits in memory, then all that is in the intake; false when there was nothing.
    ///
    /// @throws IOException when the disk takes no more; the rest waits
    boolean store(Intake intake) throws IOException {
        boolean any = false;
        while (true) {
            if (unspooled.isEmpty()) {
                Outgoing next = intake.poll();
                if (next == null) {
                    return any;
                }
                unspooled.addLast(next);
            }
            spool.append(unspooled.getFirst());
            unspooled.removeFirst().kept().run();
            any = true;
        }
    }

    /// Whether nothing waits in memory.
    boolean stored() {
        return unspooled.isEmpty();
    }

    boolean isEmpty() {
        return unspooled.isEmpty() && spool.isEmpty();
    }

    /// The next record on the disk, in order.
    Optional<Outgoing> read() throws IOException {
        return spool.read();
    }

    /// Reading begins anew at the oldest record that was not released.
    void rewind() throws IOException {
        spool.rewind();
    }

    /// The oldest record that was read is in Kafka.
    void releaseOldest() throws IOException {
        spool.releaseOldest();
    }

    /// Bytes on the disk.
    long bytes() {
        return spool.bytes();
    }

    /// Records that would be lost with this process.
    int unstored() {
        return unspooled.size();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
