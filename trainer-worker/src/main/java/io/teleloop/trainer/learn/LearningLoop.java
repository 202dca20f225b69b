package io.teleloop.trainer.learn;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.learning.session.LearningBase;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.checkpoint.Checkpoint;
import io.teleloop.trainer.learn.Learning.Begun;
import io.teleloop.trainer.store.SupersededException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes on from the newest checkpoint, then takes and learns in turn until it is stopped.
///
/// After each record exactly the updates that are due are made, before the next record is taken. So the weights follow
/// from the records and their order alone, and a worker that goes on from a checkpoint computes the same numbers as one
/// that was never stopped. A learner that is slower than the robots falls behind them; they never wait for it.
final class LearningLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLoop.class);
    /// One line an update, for whoever compares two runs: set this logger to debug.
    private static final Logger UPDATES = LoggerFactory.getLogger("io.teleloop.trainer.updates");

    private static final List<String> LOSSES = List.of(
            TrainingMetrics.CRITIC_LOSS,
            TrainingMetrics.ACTOR_LOSS,
            TrainingMetrics.TEMPERATURE_LOSS,
            TrainingMetrics.IMITATION_LOSS);
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final LearnerSettings settings;
    private final BaseSource bases;
    private final Intake intake;
    private final Checkpointing checkpointing;
    private final Publishing publishing;
    private final Reporting reporting;
    private final Courier courier;
    private final Patience patience;
    private final StopSignal stop;
    private final TrainerMetrics metrics;

    private volatile boolean resumed;
    private volatile long turnedAt = System.nanoTime();
    private long busyAt = System.nanoTime();

    LearningLoop(
            LearnerSettings settings,
            BaseSource bases,
            Intake intake,
            Checkpointing checkpointing,
            Publishing publishing,
            Reporting reporting,
            Courier courier,
            Patience patience,
            StopSignal stop,
            TrainerMetrics metrics) {
        this.settings = settings;
        this.bases = bases;
        this.intake = intake;
        this.checkpointing = checkpointing;
        this.publishing = publishing;
        this.reporting = reporting;
        this.courier = courier;
        this.patience = patience;
        this.stop = stop;
        this.metrics = metrics;
    }

    /// Learns until the stop signal; with time left, it ends with a checkpoint.
    ///
    /// @throws SupersededException when another worker leads
    /// @throws InterruptedException when it was stopped before it had begun
    void run() throws SupersededException, InterruptedException {
        Optional<Checkpoint> newest = checkpointing.newest(patience);
        @Nullable LearningBase base = base(newest);
        try (Learning learning = new Learning(settings, base, metrics)) {
            if (newest.isPresent()) {
                resume(newest.get(), learning);
            } else {
                intake.begin();
            }
            // Every earlier leader finds this checkpoint in its way.
            if (!arrive(checkpointing.take(learning, intake))) {
                throw new InterruptedException("stopped before the term had begun");
            }
            publishing.open(patience);
            resumed = true;
            while (!stop.given()) {
                turn(learning);
            }
            if (stop.inTime() && !arrive(checkpointing.take(learning, intake))) {
                LOG.warn("The last checkpoint did not arrive; the next start goes on from the one before");
            }
        }
    }

    /// Whether the learner's thread turns.
    boolean turns() {
        return System.nanoTime() - turnedAt < LONGEST_TURN.toNanos();
    }

    /// What keeps the learner from learning, or empty.
    String trouble() {
        if (!patience.trouble().isEmpty()) {
            return patience.trouble();
        }
        return resumed ? courier.trouble() : "the learner to take again what it had learned from";
    }

    private @Nullable LearningBase base(Optional<Checkpoint> newest) throws SupersededException, InterruptedException {
        String policyId = settings.base();
        if (policyId.isEmpty()) {
            return null;
        }
        long version =
                newest.map(checkpoint -> checkpoint.header().baseVersion()).orElse(0L);
        return patience.untilDone("finding the base policy " + policyId, () -> bases.load(policyId, version));
    }

    private void resume(Checkpoint checkpoint, Learning learning) throws SupersededException, InterruptedException {
        Checkpoint.Header header = checkpoint.header();
        if (checkpoint.robot().isPresent()) {
            learning.beginFrom(checkpoint.robot().get(), header.controlRateHz(), checkpoint.state());
        }
        intake.takeAgain(checkpoint, learning, () -> turnedAt = System.nanoTime());
        if (stop.given()) {
            throw new InterruptedException("stopped while taking again what was learned from");
        }
        learning.begun().ifPresent(begun -> begun.session().caughtUp());
        if (learning.order().equals(checkpoint.order())) {
            LOG.info(
                    "Learning goes on updates={} transitions={} demonstration_transitions={}",
                    header.updates(),
                    header.transitions(),
                    header.demonstrationTransitions());
        } else {
            LOG.error(
                    "A part of what was learned from exists no more; learning goes on with the rest, and not bit for"
                            + " bit. Let the steps topic keep records for longer. updates={} transitions={}",
                    header.updates(),
                    header.transitions());
        }
    }

    private void turn(Learning learning) throws SupersededException, InterruptedException {
        turnedAt = System.nanoTime();
        courier.requireGood();
        Optional<LearningSession> session = learning.begun().map(Begun::session);
        if (session.isPresent() && session.get().updateDue()) {
            update(session.get());
            busyAt = System.nanoTime();
        } else if (intake.takeNext(learning, WAIT)) {
            busyAt = System.nanoTime();
        }
        boolean idle = System.nanoTime() - busyAt > IDLE.toNanos();
        session.ifPresent(running -> publishing.publishIfDue(running, intake, idle));
        checkpointing.takeIfDue(learning, intake);
        reporting.reportIfDue(learning, intake, publishing.newestVersion());
    }

    private static void update(LearningSession session) {
        session.update();
        if (UPDATES.isDebugEnabled()) {
            Map<String, Double> values = session.metrics();
            StringBuilder losses = new StringBuilder();
            for (String loss : LOSSES) {
                Double value = values.get(loss);
                if (value != null) {
                    losses.append(' ').append(loss).append('=').append(Double.toHexString(value));
                }
            }
            UPDATES.debug(
                    "update={} transitions={} demonstration_transitions={}{}",
                    session.updates(),
                    session.transitions(),
                    session.demonstrationTransitions(),
                    losses);
        }
    }

    /// Waits for a checkpoint to lie in the store, as long as may be.
    private boolean arrive(CompletableFuture<Boolean> underWay) throws SupersededException, InterruptedException {
        long stoppedAt = 0;
        while (true) {
            turnedAt = System.nanoTime();
            courier.requireGood();
            try {
                return underWay.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.given()) {
                    stoppedAt = stoppedAt == 0 ? turnedAt : stoppedAt;
                    if (!stop.inTime() || turnedAt - stoppedAt > DRAIN.toNanos()) {
                        return false;
                    }
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a delivery never fails this way", e);
            }
        }
    }
}
