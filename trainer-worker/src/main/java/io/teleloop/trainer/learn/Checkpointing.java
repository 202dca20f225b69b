package io.teleloop.trainer.learn;

import io.teleloop.service.ConfigurationException;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.checkpoint.Checkpoint;
import io.teleloop.trainer.checkpoint.CheckpointStore;
import io.teleloop.trainer.learn.Learning.Begun;
import io.teleloop.trainer.store.SupersededException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes checkpoints of a learning: one at the start of a term, which shows every earlier leader that its term is over,
/// then one an interval, and one at the end.
final class Checkpointing {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CheckpointStore store;
    private final Courier courier;
    private final Map<String, String> learner;
    private final Duration interval;
    private final TrainerMetrics metrics;
    private final Clock clock;
    private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(true);
    private long takenAt = System.nanoTime();
    private @Nullable Place taken;

    /// How far a learner is.
    private record Place(long updates, Map<Integer, Long> stepOffsets, long episodeOffset) {
        static Place of(Learning learning, Intake intake) {
            long updates = learning.begun().map(now -> now.session().updates()).orElse(0L);
            return new Place(updates, intake.stepOffsets(), intake.episodeOffset());
        }
    }

    /// @param learner whose checkpoints these are, see [LearnerSettings#describe()]
    Checkpointing(
            CheckpointStore store,
            Courier courier,
            Map<String, String> learner,
            Duration interval,
            TrainerMetrics metrics,
            Clock clock) {
        this.store = store;
        this.courier = courier;
        this.learner = learner;
        this.interval = interval;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The newest checkpoint, if there is one.
    ///
    /// @throws ConfigurationException when it is of another learner
    Optional<Checkpoint> newest(Patience patience) throws InterruptedException, SupersededException {
        Optional<Checkpoint> newest = patience.untilDone("reading of the newest checkpoint", store::newest);
        newest.ifPresent(this::requireOurs);
        return newest;
    }

    /// Takes one when it is time, something has changed, and none is on its way.
    void takeIfDue(Learning learning, Intake intake) {
        if (underWay.isDone()
                && System.nanoTime() - takenAt >= interval.toNanos()
                && !Place.of(learning, intake).equals(taken)) {
            CompletableFuture<Boolean> _ = take(learning, intake);
        }
    }

    /// Takes one now.
    ///
    /// @return is done when it lies in the store, or never will
    CompletableFuture<Boolean> take(Learning learning, Intake intake) {
        takenAt = System.nanoTime();
        taken = Place.of(learning, intake);
        long begin = takenAt;
        Checkpoint checkpoint = checkpoint(learning, intake);
        underWay = courier.send("checkpoint", () -> {
            int bytes = store.put(checkpoint);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            metrics.checkpointed(bytes, took);
            LOG.info(
                    "Checkpoint taken updates={} transitions={} bytes={} took_ms={}",
                    checkpoint.header().updates(),
                    checkpoint.header().transitions(),
                    bytes,
                    took.toMillis());
        });
        return underWay;
    }

    private Checkpoint checkpoint(Learning learning, Intake intake) {
        Optional<Begun> begun = learning.begun();
        return new Checkpoint(
                new Checkpoint.Header(
                        Checkpoint.Header.FORMAT,
                        learner,
                        learning.baseVersion(),
                        clock.millis() * NANOS_PER_MILLI,
                        begun.map(Begun::controlRateHz).orElse(0.0),
                        begun.map(now -> now.session().transitions()).orElse(0L),
                        begun.map(now -> now.session().demonstrationTransitions())
                                .orElse(0L),
                        begun.map(now -> now.session().updates()).orElse(0L),
                        intake.stepOffsets(),
                        intake.episodeOffset()),
                begun.map(Begun::robot),
                learning.order().copy(),
                learning.save());
    }

    private void requireOurs(Checkpoint checkpoint) {
        Map<String, String> theirs = checkpoint.header().learner();
        if (!theirs.equals(learner)) {
            Map<String, String> all = new TreeMap<>(theirs);
            all.putAll(learner);
            StringBuilder differences = new StringBuilder();
            all.keySet().stream()
                    .filter(key -> !theirs.getOrDefault(key, "").equals(learner.getOrDefault(key, "")))
                    .forEach(key -> differences
                            .append(differences.isEmpty() ? "" : ", ")
                            .append(key)
                            .append(" was '")
                            .append(theirs.getOrDefault(key, ""))
                            .append("' and is '")
                            .append(learner.getOrDefault(key, ""))
                            .append("'"));
            throw new ConfigurationException("the newest checkpoint of this policy id is of another learner ("
                    + differences + "); set these back, or give another 'policy'");
        }
    }
}
