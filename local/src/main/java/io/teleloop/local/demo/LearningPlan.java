package io.teleloop.local.demo;

import java.time.Duration;

/// How the demo goes on after the demonstrations.
///
/// @param demonstrations that succeed: only those are learned from
/// @param generated demonstrations that are to be made of those; what learns with help learns from them too
/// @param algorithm of the learning with help
/// @param learning how long a simulated person helps
/// @param evaluationEpisodes for each policy that is measured
public record LearningPlan(
        int demonstrations, int generated, String algorithm, Duration learning, int evaluationEpisodes) {
    /// Corrects a frozen policy.
    private static final String RESIDUAL = "resfit";

    LearningPlan from(int successfulDemonstrations) {
        return new LearningPlan(successfulDemonstrations, generated, algorithm, learning, evaluationEpisodes);
    }

    /// The policy below the learned one, empty for none.
    String base(String cloned) {
        return algorithm.equals(RESIDUAL) ? cloned : "";
    }
}
