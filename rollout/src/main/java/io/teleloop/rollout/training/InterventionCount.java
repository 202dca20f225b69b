package io.teleloop.rollout.training;

import io.teleloop.contract.v1.Step;
import java.util.HashMap;
import java.util.Map;

/// Counts how often a person took over, from the steps alone.
final class InterventionCount {
    private final Map<String, Integer> underWay = new HashMap<>();
    private long interventions;

    void add(Step step) {
        if (step.getInterventionId() > underWay.getOrDefault(step.getEpisodeId(), 0)) {
            underWay.put(step.getEpisodeId(), step.getInterventionId());
            interventions++;
        }
        if (step.getTerminated() || step.getTruncated()) {
            underWay.remove(step.getEpisodeId());
        }
    }

    long interventions() {
        return interventions;
    }
}
