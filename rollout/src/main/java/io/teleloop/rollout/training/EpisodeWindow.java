package io.teleloop.rollout.training;

import io.teleloop.contract.v1.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Counts, from the steps alone, how the newest training episodes went and who drove them.
final class EpisodeWindow {
    private static final int EPISODES = 20;

    private record Ended(int steps, int intervened, boolean success) {}

    /// Of an episode under way.
    private static final class Count {
        int steps;
        int intervened;
        int interventions;
    }

    private final Map<String, Count> underWay = new HashMap<>();
    private final Deque<Ended> newest = new ArrayDeque<>();
    private long episodes;
    private long interventions;

    void add(Step step) {
        Count count = underWay.computeIfAbsent(step.getEpisodeId(), id -> new Count());
        count.steps++;
        if (step.getInterventionId() > 0) {
            count.intervened++;
            count.interventions = Math.max(count.interventions, step.getInterventionId());
        }
        if (step.getTerminated() || step.getTruncated()) {
            underWay.remove(step.getEpisodeId());
            episodes++;
            interventions += count.interventions;
            newest.addLast(new Ended(count.steps, count.intervened, step.getReward() > 0));
            if (newest.size() > EPISODES) {
                newest.removeFirst();
            }
        }
    }

    long episodes() {
        return episodes;
    }

    /// In all episodes that have ended.
    long interventions() {
        return interventions;
    }

    boolean betweenEpisodes() {
        return underWay.isEmpty();
    }

    double successRate() {
        return newest.isEmpty() ? 0 : newest.stream().filter(Ended::success).count() / (double) newest.size();
    }

    /// Share of the newest episodes' steps that a person drove.
    double interventionRate() {
        int steps = newest.stream().mapToInt(Ended::steps).sum();
        return steps == 0 ? 0 : newest.stream().mapToInt(Ended::intervened).sum() / (double) steps;
    }
}
