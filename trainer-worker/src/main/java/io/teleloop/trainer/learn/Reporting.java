package io.teleloop.trainer.learn;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.publish.ProgressReporter;
import java.time.Clock;
import java.util.Map;

/// Tells topic and metrics once a second how the learner is doing.
final class Reporting {
    private static final int VERSION = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final String policyId;
    private final LearnerSettings settings;
    private final ProgressReporter reporter;
    private final TrainerMetrics metrics;
    private final Clock clock;
    private long at;

    Reporting(
            String policyId, LearnerSettings settings, ProgressReporter reporter, TrainerMetrics metrics, Clock clock) {
        this.policyId = policyId;
        this.settings = settings;
        this.reporter = reporter;
        this.metrics = metrics;
        this.clock = clock;
        this.at = System.nanoTime() - ProgressReporter.EVERY.toNanos();
    }

    void reportIfDue(Learning learning, Intake intake, long policyVersion) {
        if (System.nanoTime() - at < ProgressReporter.EVERY.toNanos()) {
            return;
        }
        at = System.nanoTime();
        long lag = intake.lag();
        metrics.lag(lag);
        TrainingProgress.Builder progress = TrainingProgress.newBuilder()
                .setVersion(VERSION)
                .setPolicyId(policyId)
                .setTask(settings.task())
                .setAlgorithm(settings.algorithm().name())
                .setTimeNs(clock.millis() * NANOS_PER_MILLI)
                .setPolicyVersion(policyVersion);
        learning.begun().ifPresent(begun -> {
            LearningSession session = begun.session();
            Map<String, Double> values = session.metrics();
            metrics.learned(
                    session.transitions(),
                    session.demonstrationTransitions(),
                    session.updates(),
                    values.getOrDefault(TrainingMetrics.UPDATES_PER_TRANSITION, 0.0));
            progress.setTransitions(session.transitions())
                    .setDemonstrationTransitions(session.demonstrationTransitions())
                    .setUpdates(session.updates())
                    .putAllMetrics(values);
        });
        reporter.report(progress.putMetrics(TrainingMetrics.LAG, (double) lag).build());
    }
}
