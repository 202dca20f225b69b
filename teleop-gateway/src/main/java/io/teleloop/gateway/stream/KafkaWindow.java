package io.teleloop.gateway.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is under way to Kafka, in order, and whether it gets on. Of the delivery thread, but for [#lost].
final class KafkaWindow {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWindow.class);
    private static final long WINDOW_BYTES = 32 << 20;

    private final String bootstrapServers;
    private final Duration patience;
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    private @Nullable KafkaWriter writer;
    private long bytes;
    private long lastProgressNs;

    /// @param patience Kafka is away when nothing was acknowledged for so long though something is under way
    KafkaWindow(String bootstrapServers, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    /// The writer that all goes through, made when there is none.
    ///
    /// @throws org.apache.kafka.common.KafkaException when it cannot be made
    KafkaWriter writer() {
        KafkaWriter open = writer;
        if (open == null) {
            open = new KafkaWriter(bootstrapServers);
            writer = open;
        }
        return open;
    }

    boolean isFull() {
        return bytes >= WINDOW_BYTES;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    void send(Outgoing entry, boolean fromSpool) {
        InFlight sent = new InFlight(entry, fromSpool);
        if (inFlight.isEmpty()) {
            lastProgressNs = System.nanoTime();
        }
        // First into the list: should sending fail, the record is kept with the others.
        inFlight.addLast(sent);
        bytes += entry.cost();
        writer().send(sent);
    }

    /// Takes out the oldest record if it has arrived.
    @Nullable
    InFlight pollArrived() {
        if (inFlight.isEmpty() || !inFlight.getFirst().isDone()) {
            return null;
        }
        lastProgressNs = System.nanoTime();
        bytes -= inFlight.getFirst().entry().cost();
        return inFlight.removeFirst();
    }

    /// Why Kafka counts as away; empty while it does not. What it will never take is given up, and counts as lost.
    String problem() {
        for (InFlight sent : inFlight) {
            Exception failure = sent.failure();
            if (failure instanceof RecordTooLargeException) {
                giveUp(sent);
            } else if (failure != null) {
                return failure.toString();
            }
        }
        boolean stuck = !inFlight.isEmpty() && System.nanoTime() - lastProgressNs > patience.toNanos();
        return stuck ? "Kafka acknowledged nothing for " + patience.toMillis() + " ms" : "";
    }

    private void giveUp(InFlight sent) {
        LOG.error(
                "Kafka refused a record as too large topic={} key={} bytes={}",
                sent.entry().topic(),
                sent.entry().key(),
                sent.entry().value().length);
        lost.incrementAndGet();
        sent.giveUp();
    }

    /// Gives the writer up, and hands back all that was under way: some of it may have arrived.
    List<InFlight> abort() {
        KafkaWriter open = writer;
        if (open != null) {
            // What it had not sent yet must not arrive after what the next writer sends.
            open.abort();
            writer = null;
        }
        List<InFlight> left = List.copyOf(inFlight);
        inFlight.clear();
        bytes = 0;
        return left;
    }

    /// Records that Kafka will never take.
    long lost() {
        return lost.get();
    }
}
