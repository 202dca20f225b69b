package io.teleloop.recorder.recording;

import java.util.LinkedHashSet;
import java.util.Set;

/// Why an episode is not whole. Reasons are told once each, and a bounded number of them.
final class Damage {
    private static final int MOST_REASONS = 20;

    private final Set<String> reasons = new LinkedHashSet<>();
    private long untold;

    void add(String reason) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(reason);
        } else if (!reasons.contains(reason)) {
            untold++;
        }
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    String text() {
        String told = String.join("; ", reasons);
        return untold == 0 ? told : told + "; and " + untold + " more";
    }
}
