package io.teleloop.rollout.report;

import io.teleloop.rollout.evaluation.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one run.
///
/// @param seed of the run
/// @param expert that demonstrated, on the evaluation's start states
/// @param intervener alone on the same start states; null when nobody intervened
/// @param base the frozen policy below a residual; null without one
/// @param before the policy as it was before it lived through anything
/// @param after the final policy
/// @param generated demonstrations that were generated
/// @param generationAttempts that they took
/// @param interventionRate share of the steps of the last 20 training episodes that the simulated intervener drove
/// @param interventions in the whole run
/// @param transitions from steps in which a policy ran
/// @param updates of the weights
/// @param minutes that it took, evaluations included
/// @param measurements its curves
public record RunResult(
        long seed,
        Evaluation expert,
        @Nullable Evaluation intervener,
        @Nullable Evaluation base,
        Evaluation before,
        Evaluation after,
        int generated,
        int generationAttempts,
        double interventionRate,
        long interventions,
        long transitions,
        long updates,
        double minutes,
        List<Measurement> measurements) {
    public RunResult {
        measurements = List.copyOf(measurements);
    }
}
