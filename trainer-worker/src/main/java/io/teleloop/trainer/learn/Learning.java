package io.teleloop.trainer.learn;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.session.LearningBase;
import io.teleloop.learning.session.LearningConfig;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.checkpoint.IngestionOrder;
import io.teleloop.trainer.log.Demonstration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A learning session and the order of what it took. It begins with the first demonstration, which says what robot is
/// learned for; steps that come before there are enough demonstrations are passed over.
///
/// What it takes depends on the records alone, so taking them again in the same order gives the same session.
///
/// Not safe for use by several threads at once.
final class Learning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    private static final byte[] NOTHING = {};

    private final LearnerSettings settings;
    private final @Nullable LearningBase base;
    private final TrainerMetrics metrics;
    private final IngestionOrder order = new IngestionOrder();
    private @Nullable Begun begun;

    /// @param robot that the first demonstration described
    record Begun(RobotDescription robot, double controlRateHz, LearningSession session) {}

    /// @param base the frozen policy that a residual corrects
    Learning(LearnerSettings settings, @Nullable LearningBase base, TrainerMetrics metrics) {
        this.settings = settings;
        this.base = base;
        this.metrics = metrics;
    }

    /// Begins as a session that was saved; what that one took must be fed again.
    ///
    /// @param state empty when there were not enough demonstrations yet
    void beginFrom(RobotDescription robot, double controlRateHz, byte[] state) {
        LearningSession session = begin(robot, controlRateHz).session();
        if (state.length > 0) {
            session.restore(state);
        }
    }

    /// What [#beginFrom] needs, with what was taken; empty before there are enough demonstrations.
    byte[] save() {
        return begun != null && begun.session().hasPolicy() ? begun.session().save() : NOTHING;
    }

    /// Takes a step, if it is one to learn from.
    void take(Step step, int partition, long offset) {
        Begun running = begun;
        if (running == null
                || !running.session().hasPolicy()
                || step.getPolicyActionCount() == 0
                || !step.getTask().equals(settings.task())) {
            return;
        }
        try {
            running.session().addStep(step);
        } catch (IllegalArgumentException e) {
            metrics.refused();
            LOG.error(
                    "Step cannot be learned from and is left out episode={} index={} robot={} problem={}",
                    step.getEpisodeId(),
                    step.getIndex(),
                    step.getRobotId(),
                    e.getMessage());
        }
        order.tookStep(partition, offset);
    }

    void take(Demonstration demonstration) {
        EpisodeId episode = demonstration.episode();
        Begun running = begun == null ? begin(demonstration.robot(), demonstration.controlRateHz()) : begun;
        try {
            if (!running.session().addDemonstration(episode.value(), demonstration.steps())) {
                return;
            }
            LOG.info(
                    "Demonstration taken episode={} steps={} transitions={}",
                    episode,
                    demonstration.steps().size(),
                    running.session().demonstrationTransitions());
        } catch (IllegalArgumentException e) {
            metrics.refused();
            LOG.error("Demonstration cannot be learned from and is left out episode={} problem={}", episode, e);
        }
        order.tookDemonstration(episode);
    }

    /// The session, from the first demonstration on.
    Optional<Begun> begun() {
        return Optional.ofNullable(begun);
    }

    /// Version of the frozen policy below a residual, 0 for none.
    long baseVersion() {
        return base == null ? 0 : base.card().policyVersion();
    }

    IngestionOrder order() {
        return order;
    }

    @Override
    public void close() {
        if (begun != null) {
            begun.session().close();
        }
    }

    private Begun begin(RobotDescription robot, double controlRateHz) {
        Begun now = new Begun(
                robot,
                controlRateHz,
                new LearningSession(
                        new LearningConfig(
                                settings.algorithm(), robot, controlRateHz, settings.demonstrations(), settings.seed()),
                        base));
        begun = now;
        LOG.info("Learning begins robot_model={} control_rate_hz={}", robot.getModel(), controlRateHz);
        return now;
    }
}
