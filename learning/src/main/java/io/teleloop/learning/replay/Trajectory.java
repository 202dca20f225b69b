package io.teleloop.learning.replay;

import java.util.List;

/// The transitions of one demonstration, one control tick each, every one beginning where the one before ended.
///
/// @param episodeId of the demonstration
/// @param transitions never empty
public record Trajectory(String episodeId, List<Transition> transitions) {
    public Trajectory {
        transitions = List.copyOf(transitions);
        if (transitions.isEmpty()) {
            throw new IllegalArgumentException("demonstration " + episodeId + " has no transition to learn from");
        }
    }

    public int size() {
        return transitions.size();
    }
}
