package io.teleloop.gateway.stream;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Step;
import io.teleloop.gateway.episode.RecordSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings records to Kafka in the order in which they were given, at least once. Readers drop repeats by episode,
/// stream and sequence.
///
/// One thread does all the work, so callers never wait. While Kafka is away, what was not acknowledged and all that
/// follows goes to the disk spool; when it is back, the spool is drained first. A record that was taken is never
/// dropped: when memory or disk would not suffice, it is not taken in the first place.
public final class EpisodePublisher implements RecordSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpisodePublisher.class);
    private static final long QUEUE_BYTES = 16 << 20;
    private static final long IN_FLIGHT_BYTES = 32 << 20;
    private static final long SEGMENT_BYTES = 8 << 20;
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long IDLE_NS = 2_000_000;

    private enum Phase {
        /// Records go straight to Kafka.
        UP,
        /// Records go to the spool.
        AWAY,
        /// Records go to the spool, and from there to Kafka.
        DRAINING
    }

    private final PublisherConfig config;
    private final Consumer<StreamState> listener;
    private final DiskSpool spool;
    private final ConcurrentLinkedQueue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    /// In the queue, under way and on the spool.
    private final AtomicLong heldBytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;

    private volatile StreamState state;
    private volatile boolean closing;
    private volatile boolean connectedOnce;

    // Of the thread alone.
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
    /// Records that the disk would not take yet; they come before all that is in the queue.
    private final ArrayDeque<Outgoing> unspooled = new ArrayDeque<>();
    private Phase phase = Phase.AWAY;
    private @Nullable KafkaWriter writer;
    /// Whether Kafka answers, while that is asked.
    private @Nullable CompletableFuture<Void> probe;
    private long inFlightBytes;
    private long lastProgressNs;
    private long nextProbeNs = System.nanoTime();
    private long nextSpoolTryNs = System.nanoTime();

    /// @param listener told of every change, on the publisher's thread
    /// @throws IOException when the spool folder cannot be used
    public EpisodePublisher(PublisherConfig config, Consumer<StreamState> listener) throws IOException {
        this.config = config;
        this.listener = listener;
        spool = DiskSpool.open(config.spoolFolder(), SEGMENT_BYTES);
        heldBytes.set(spool.bytes());
        state = new StreamState(false, spool.bytes(), "connecting to Kafka");
        thread = Thread.ofPlatform().name("episode-publisher").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Takes a record of an episode; false when there is no room, and then nothing was taken.
    @Override
    public boolean publish(EpisodeRecord entry) {
        return take(outgoing(entry));
    }

    @Override
    public boolean publish(EpisodeRecord sample, Step step) {
        return take(outgoing(sample), outgoing(step));
    }

    /// Takes an episode's last step always: there is one for each episode.
    @Override
    public void publishLast(EpisodeRecord sample, Step step) {
        takeAlways(outgoing(sample));
        takeAlways(outgoing(step));
    }

    public boolean audit(String robot, String json) {
        return take(new Outgoing(Topics.AUDIT.topic(), robot, json.getBytes(StandardCharsets.UTF_8)));
    }

    /// Takes the end of an episode always: it is small, and there is one for each episode that was begun.
    @Override
    public void publishEnd(EpisodeRecord end, EpisodeEvent event, Runnable kept) {
        takeAlways(new Outgoing(Topics.SAMPLES.topic(), end.getEpisodeId(), end.toByteArray(), kept));
        takeAlways(outgoing(event));
    }

    @Override
    public boolean publish(EpisodeEvent event) {
        return take(outgoing(event));
    }

    private static Outgoing outgoing(EpisodeRecord entry) {
        return new Outgoing(Topics.SAMPLES.topic(), entry.getEpisodeId(), entry.toByteArray());
    }

    private static Outgoing outgoing(Step step) {
        return new Outgoing(Topics.STEPS.topic(), step.getEpisodeId(), step.toByteArray());
    }

    private static Outgoing outgoing(EpisodeEvent event) {
        String name = event.getEventCase().name().toLowerCase(Locale.ROOT);
        return new Outgoing(Topics.EPISODES.topic(), event.getEpisodeId() + "/" + name, event.toByteArray());
    }

    /// Takes all or none.
    private boolean take(Outgoing... entries) {
        long cost = Arrays.stream(entries).mapToLong(Outgoing::cost).sum();
        if (closing || queuedBytes.get() + cost > QUEUE_BYTES || heldBytes.get() + cost > config.maxBytes()) {
            refused.addAndGet(entries.length);
            return false;
        }
        for (Outgoing entry : entries) {
            takeAlways(entry);
        }
        return true;
    }

    private void takeAlways(Outgoing entry) {
        queuedBytes.addAndGet(entry.cost());
        heldBytes.addAndGet(entry.cost());
        queue.add(entry);
    }

    public StreamState state() {
        return state;
    }

    /// True once Kafka has answered since the start.
    public boolean connectedOnce() {
        return connectedOnce;
    }

    /// Records that were not taken because there was no room.
    public long refused() {
        return refused.get();
    }

    /// Records that Kafka will never take.
    public long lost() {
        return lost.get();
    }

    private void run() {
        while (!closing) {
            boolean busy = turn();
            if (!busy) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        finish();
    }

    /// One round of work; false when there was nothing to do.
    private boolean turn() {
        try {
            settle();
            if (phase == Phase.UP) {
                return forward();
            }
            boolean spooled = spoolQueue();
            boolean moved = phase == Phase.AWAY ? probe() : drain();
            return spooled || moved;
        } catch (IOException e) {
            nextSpoolTryNs = System.nanoTime() + PROBE_PAUSE.toNanos();
            report("the spool on disk does not work: " + e.getMessage());
            return false;
        } catch (KafkaException e) {
            goAway(e.toString());
            return true;
        } catch (RuntimeException e) {
            // Whatever it was: records must go on, and nothing may be lost.
            LOG.error("The publisher stumbled", e);
            goAway(e.toString());
            return true;
        }
    }

    /// Drops what was acknowledged and looks whether Kafka still answers.
    private void settle() throws IOException {
        long now = System.nanoTime();
        while (!inFlight.isEmpty() && inFlight.getFirst().isDone()) {
            InFlight done = inFlight.removeFirst();
            inFlightBytes -= done.entry().cost();
            heldBytes.addAndGet(-done.entry().cost());
            lastProgressNs = now;
            if (done.fromSpool()) {
                spool.releaseOldest();
            } else {
                done.entry().kept().run();
            }
        }
        if (inFlight.isEmpty()) {
            lastProgressNs = now;
            return;
        }
        for (InFlight entry : inFlight) {
            Exception failure = entry.failure();
            if (failure instanceof RecordTooLargeException) {
                LOG.error(
                        "Kafka refused a record as too large topic={} key={} bytes={}",
                        entry.entry().topic(),
                        entry.entry().key(),
                        entry.entry().value().length);
                lost.incrementAndGet();
                entry.giveUp();
            } else if (failure != null) {
                goAway(failure.toString());
                return;
            }
        }
        if (now - lastProgressNs > config.awayAfter().toNanos()) {
            goAway("Kafka acknowledged nothing for " + config.awayAfter().toMillis() + " ms");
        }
    }

    private boolean forward() {
        if (inFlightBytes >= IN_FLIGHT_BYTES) {
            return false;
        }
        Outgoing entry = poll();
        if (entry == null) {
            return false;
        }
        send(entry, false);
        return true;
    }

    private @Nullable Outgoing poll() {
        Outgoing entry = queue.poll();
        if (entry != null) {
            queuedBytes.addAndGet(-entry.cost());
        }
        return entry;
    }

    private void send(Outgoing entry, boolean fromSpool) {
        KafkaWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("records are sent only while a writer is open");
        }
        InFlight sent = new InFlight(entry, fromSpool);
        if (inFlight.isEmpty()) {
            lastProgressNs = System.nanoTime();
        }
        // First into the list: should sending fail, the record is kept with the others.
        inFlight.addLast(sent);
        inFlightBytes += entry.cost();
        open.send(sent);
    }

    private boolean spoolQueue() throws IOException {
        if (System.nanoTime() < nextSpoolTryNs) {
            return false;
        }
        boolean busy = false;
        while (!unspooled.isEmpty()) {
            spool.append(unspooled.getFirst());
            unspooled.removeFirst().kept().run();
            busy = true;
        }
        for (Outgoing entry = poll(); entry != null; entry = poll()) {
            unspooled.addLast(entry);
            spool.append(entry);
            unspooled.removeLast().kept().run();
            busy = true;
        }
        if (busy && !closing) {
            report(state.problem());
        }
        return busy;
    }

    private boolean probe() throws IOException {
        if (!unspooled.isEmpty()) {
            return false;
        }
        CompletableFuture<Void> asked = probe;
        if (asked == null) {
            if (System.nanoTime() >= nextProbeNs) {
                ask();
            }
            return false;
        }
        if (!asked.isDone()) {
            return false;
        }
        probe = null;
        nextProbeNs = System.nanoTime() + PROBE_PAUSE.toNanos();
        if (asked.isCompletedExceptionally()) {
            report("Kafka is away: " + asked.exceptionNow().getMessage());
            return false;
        }
        connectedOnce = true;
        spool.rewind();
        phase = Phase.DRAINING;
        return true;
    }

    /// Asks Kafka on a thread of its own: an answer may take seconds, and meanwhile records must go to the disk.
    private void ask() {
        KafkaWriter open = writer;
        try {
            if (open == null) {
                open = new KafkaWriter(config.bootstrapServers());
                writer = open;
            }
        } catch (KafkaException e) {
            nextProbeNs = System.nanoTime() + PROBE_PAUSE.toNanos();
            report("Kafka is away: " + e.getMessage());
            return;
        }
        KafkaWriter asked = open;
        CompletableFuture<Void> answer = new CompletableFuture<>();
        probe = answer;
        Thread.ofPlatform().daemon().name("kafka-probe").start(() -> {
            try {
                asked.check();
                answer.complete(null);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private boolean drain() throws IOException {
        if (inFlightBytes >= IN_FLIGHT_BYTES) {
            return false;
        }
        Optional<Outgoing> entry = spool.read();
        if (entry.isPresent()) {
            send(entry.get(), true);
            return true;
        }
        if (inFlight.isEmpty() && spool.isEmpty() && unspooled.isEmpty()) {
            phase = Phase.UP;
            LOG.info("Kafka takes records");
            report("");
        }
        return false;
    }

    private void goAway(String problem) {
        LOG.warn("Kafka is away problem={}", problem);
        takeBack();
        phase = Phase.AWAY;
        nextProbeNs = System.nanoTime() + PROBE_PAUSE.toNanos();
        report(problem);
    }

    /// Gives up the writer; what was not acknowledged waits for the spool, before all that is in the queue.
    private void takeBack() {
        KafkaWriter open = writer;
        if (open != null) {
            // What it had not sent yet must not arrive after what the next writer sends.
            open.abort();
            writer = null;
            probe = null;
        }
        for (InFlight entry : inFlight) {
            if (entry.fromSpool()) {
                continue;
            }
            if (entry.isDone()) {
                heldBytes.addAndGet(-entry.entry().cost());
                entry.entry().kept().run();
            } else {
                unspooled.addLast(entry.entry());
            }
        }
        inFlight.clear();
        inFlightBytes = 0;
    }

    private void report(String problem) {
        StreamState before = state;
        StreamState now = new StreamState(phase == Phase.UP && problem.isEmpty(), spool.bytes(), problem);
        state = now;
        boolean changed = before.up() != now.up() || !before.problem().equals(now.problem());
        // Who listens stops before this publisher does.
        if (changed && !closing) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.error("Nobody could be told of the stream's state problem={}", problem, e);
            }
        }
    }

    private void finish() {
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        while (phase == Phase.UP && (!queue.isEmpty() || !inFlight.isEmpty()) && System.nanoTime() < deadline) {
            if (!turn()) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        try {
            takeBack();
            nextSpoolTryNs = System.nanoTime();
            spoolQueue();
            spool.close();
        } catch (IOException e) {
            LOG.error("Records are lost because the spool on disk does not work records={}", unspooled.size(), e);
        }
    }

    /// Waits until what was taken is in Kafka or on disk.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
