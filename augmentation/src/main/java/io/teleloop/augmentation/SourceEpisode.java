package io.teleloop.augmentation;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An episode to make others from.
///
/// @param robot that performed it
/// @param steps in order
/// @param phases in the order of their starts; empty when no labeler has told them
/// @param recording all of it; null where only the steps are known, as in a rollout
public record SourceEpisode(
        EpisodeId id,
        RobotDescription robot,
        List<Step> steps,
        List<Phase> phases,
        @Nullable Recording recording) {
    public SourceEpisode {
        steps = List.copyOf(steps);
        phases = List.copyOf(phases);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("episode " + id + " has no steps: nothing can be made from it");
        }
    }

    /// Of which only the steps are known.
    public SourceEpisode(EpisodeId id, RobotDescription robot, List<Step> steps, List<Phase> phases) {
        this(id, robot, steps, phases, null);
    }
}
