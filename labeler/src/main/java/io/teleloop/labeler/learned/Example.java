package io.teleloop.labeler.learned;

import java.util.List;

/// What is learned from of an episode, and whether it succeeded: by a person's word where there is one.
///
/// @param observations one a step
/// @param actions one a step, normalised to [-1, 1]; empty where the step tells none
public record Example(
        String episodeId, String operatorId, List<float[]> observations, List<float[]> actions, boolean succeeded) {
    public Example {
        observations = List.copyOf(observations);
        actions = List.copyOf(actions);
    }

    /// Number of control steps.
    public int size() {
        return observations.size();
    }
}
