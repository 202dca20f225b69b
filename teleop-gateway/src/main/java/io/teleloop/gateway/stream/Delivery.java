package io.teleloop.gateway.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that moves records on: straight to Kafka while it is up; to the disk while it is away; and when it is
/// back, first the disk's to Kafka.
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DISK_PAUSE = Duration.ofSeconds(1);
    private static final long IDLE_NS = 2_000_000;

    private enum Phase {
        /// Records go straight to Kafka.
        UP,
        /// Records go to the spool.
        AWAY,
        /// Records go to the spool, and from there to Kafka.
        DRAINING
    }

    private final Intake intake;
    private final Backlog backlog;
    private final KafkaWindow window;
    private final KafkaProbe probe;
    private final Consumer<StreamState> listener;
    private final Thread thread;

    private volatile StreamState state;
    private volatile boolean stopping;
    private volatile boolean connectedOnce;

    // Of the thread alone.
    private Phase phase = Phase.AWAY;
    private long nextSpoolTryNs = System.nanoTime();

    /// @param backlog becomes the delivery's, which closes it when it stops
    /// @param listener told of every change, on the delivery's thread
    Delivery(Intake intake, Backlog backlog, KafkaWindow window, Consumer<StreamState> listener) {
        this.intake = intake;
        this.backlog = backlog;
        this.window = window;
        this.listener = listener;
        probe = new KafkaProbe(window::writer);
        state = new StreamState(false, backlog.bytes(), "connecting to Kafka");
        thread = Thread.ofPlatform().name("episode-publisher").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Returns when all that was taken is in Kafka or on the disk.
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    StreamState state() {
        return state;
    }

    /// True once Kafka has answered since the start.
    boolean connectedOnce() {
        return connectedOnce;
    }

    private void run() {
        while (!stopping) {
            turnOrIdle();
        }
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (phase == Phase.UP && !(intake.isEmpty() && window.isEmpty()) && System.nanoTime() < deadline) {
            turnOrIdle();
        }
        try {
            takeBack();
            backlog.store(intake);
            backlog.close();
        } catch (IOException e) {
            LOG.error("Records are lost because the spool on disk does not work records={}", backlog.unstored(), e);
        }
    }

    private void turnOrIdle() {
        if (!turn()) {
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    /// One round of work; false when there was nothing to do.
    private boolean turn() {
        try {
            settle();
            if (phase == Phase.UP) {
                return forward();
            }
            boolean stored = store();
            boolean moved = phase == Phase.AWAY ? ask() : drain();
            return stored || moved;
        } catch (IOException e) {
            nextSpoolTryNs = System.nanoTime() + DISK_PAUSE.toNanos();
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
        for (InFlight arrived = window.pollArrived(); arrived != null; arrived = window.pollArrived()) {
            intake.settled(arrived.entry());
            if (arrived.fromSpool()) {
                backlog.releaseOldest();
            } else {
                arrived.entry().kept().run();
            }
        }
        String problem = window.problem();
        if (!problem.isEmpty()) {
            goAway(problem);
        }
    }

    private boolean forward() {
        Outgoing entry = window.isFull() ? null : intake.poll();
        if (entry == null) {
            return false;
        }
        window.send(entry, false);
        return true;
    }

    private boolean store() throws IOException {
        boolean stored = System.nanoTime() >= nextSpoolTryNs && backlog.store(intake);
        if (stored) {
            report(state.problem());
        }
        return stored;
    }

    private boolean ask() throws IOException {
        // What the disk has not taken comes first.
        Optional<KafkaProbe.Answer> answer = backlog.stored() ? probe.poll() : Optional.empty();
        if (answer.isEmpty()) {
            return false;
        }
        if (!answer.get().isHere()) {
            report(answer.get().problem());
            return false;
        }
        connectedOnce = true;
        backlog.rewind();
        phase = Phase.DRAINING;
        return true;
    }

    private boolean drain() throws IOException {
        if (window.isFull()) {
            return false;
        }
        Optional<Outgoing> entry = backlog.read();
        if (entry.isPresent()) {
            window.send(entry.get(), true);
            return true;
        }
        if (window.isEmpty() && backlog.isEmpty()) {
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
        probe.pause();
        report(problem);
    }

    /// What was not acknowledged waits again, before all that is in the intake. What came from the disk is still there.
    private void takeBack() {
        for (InFlight left : window.abort()) {
            if (left.fromSpool()) {
                continue;
            }
            if (left.isDone()) {
                intake.settled(left.entry());
                left.entry().kept().run();
            } else {
                backlog.add(left.entry());
            }
        }
    }

    private void report(String problem) {
        StreamState before = state;
        StreamState now = new StreamState(phase == Phase.UP && problem.isEmpty(), backlog.bytes(), problem);
        state = now;
        boolean changed = before.up() != now.up() || !before.problem().equals(now.problem());
        // Who listens stops before this does.
        if (changed && !stopping) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.error("Nobody could be told of the stream's state problem={}", problem, e);
            }
        }
    }
}
