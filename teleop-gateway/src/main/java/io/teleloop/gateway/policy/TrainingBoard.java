package io.teleloop.gateway.policy;

import io.teleloop.contract.v1.TrainingProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What learners told of themselves, for curves: bounded, thinned out by halves when it becomes too much. Thread-safe.
final class TrainingBoard {
    static final int MOST_POLICIES = 256;
    static final int MOST_POINTS = 4096;

    /// By rising time.
    private final Map<String, List<TrainingProgress>> told = new TreeMap<>();

    synchronized void add(TrainingProgress progress) {
        List<TrainingProgress> points = told.get(progress.getPolicyId());
        if (points == null) {
            if (told.size() == MOST_POLICIES) {
                told.remove(longestSilent());
            }
            points = new ArrayList<>();
            told.put(progress.getPolicyId(), points);
        }
        // A feed that begins anew brings what was heard before.
        if (!points.isEmpty() && points.getLast().getTimeNs() >= progress.getTimeNs()) {
            return;
        }
        points.add(progress);
        if (points.size() > MOST_POINTS) {
            told.put(progress.getPolicyId(), everySecond(points));
        }
    }

    private String longestSilent() {
        return told.entrySet().stream()
                .min((a, b) -> Long.compare(
                        a.getValue().getLast().getTimeNs(),
                        b.getValue().getLast().getTimeNs()))
                .orElseThrow()
                .getKey();
    }

    private static List<TrainingProgress> everySecond(List<TrainingProgress> points) {
        List<TrainingProgress> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % 2 == 0 || i == points.size() - 1) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }

    /// The newest of each policy.
    synchronized Collection<TrainingProgress> newest() {
        return told.values().stream().map(List::getLast).toList();
    }

    /// What a learner told after a time, oldest first.
    synchronized List<TrainingProgress> after(String policyId, long timeNs) {
        return told.getOrDefault(policyId, List.of()).stream()
                .filter(progress -> progress.getTimeNs() > timeNs)
                .toList();
    }
}
