package io.teleloop.rollout.report;

import java.util.Map;

/// One look at a run under way; one line of its curves.
///
/// @param seed of the run
/// @param minutes since it began; the one figure that differs between two runs of the same seed
/// @param transitions from steps in which a policy ran
/// @param updates of the weights
/// @param metrics named as in [io.teleloop.contract.policy.TrainingMetrics] or here
public record Measurement(long seed, double minutes, long transitions, long updates, Map<String, Double> metrics) {
    /// Success rate over held-out start states, without intervener and exploration.
    public static final String EVALUATION_SUCCESS = "evaluation_success_rate";
    /// Mean duration of the successful ones among them (s).
    public static final String EVALUATION_SECONDS = "evaluation_seconds_to_success";
    /// Mean of how far they came, 0 to 1.
    public static final String EVALUATION_PROGRESS = "evaluation_progress";

    public Measurement {
        metrics = Map.copyOf(metrics);
    }
}
