package io.teleloop.learning.experience;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/// How the last episodes went in which a policy ran.
public final class EpisodeStatistics {
    /// Over how many episodes rates and means are taken.
    public static final int WINDOW = 20;

    private final Deque<Tally> ended = new ArrayDeque<>();
    private final Map<String, Tally> open = new LinkedHashMap<>();
    private long episodes;

    private static final class Tally {
        private int policySteps;
        private int operatorSteps;
        private double sumOfRewards;
        private boolean succeeded;
    }

    void add(Step step) {
        Tally tally = open.computeIfAbsent(step.getEpisodeId(), _ -> new Tally());
        tally.sumOfRewards += step.getReward();
        tally.succeeded |= step.getTerminated() && step.getReward() > 0;
        if (step.getPolicyActionCount() > 0) {
            tally.policySteps++;
            if (step.getActor().getKind() == Actor.Kind.OPERATOR) {
                tally.operatorSteps++;
            }
        }
    }

    void close(String episodeId) {
        Tally tally = open.remove(episodeId);
        if (tally == null || tally.policySteps == 0) {
            return;
        }
        episodes++;
        ended.addLast(tally);
        if (ended.size() > WINDOW) {
            ended.removeFirst();
        }
    }

    /// Named as in [TrainingMetrics]; rates are missing until there is an episode to take them of.
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(TrainingMetrics.EPISODES, (double) episodes);
        if (!ended.isEmpty()) {
            metrics.put(
                    TrainingMetrics.SUCCESS_RATE,
                    ended.stream()
                            .mapToInt(tally -> tally.succeeded ? 1 : 0)
                            .average()
                            .orElseThrow());
            metrics.put(
                    TrainingMetrics.RETURN,
                    ended.stream()
                            .mapToDouble(tally -> tally.sumOfRewards)
                            .average()
                            .orElseThrow());
        }
        int steps = sum(tally -> tally.policySteps);
        if (steps > 0) {
            metrics.put(TrainingMetrics.INTERVENTION_RATE, (double) sum(tally -> tally.operatorSteps) / steps);
        }
        return metrics;
    }

    private int sum(ToIntFunction<Tally> count) {
        return ended.stream().mapToInt(count).sum()
                + open.values().stream().mapToInt(count).sum();
    }
}
