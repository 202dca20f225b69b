package io.teleloop.labeler.learned;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.List;

/// What is taken of the episodes that are learned from together: all of one task, robots alike, ticks alike.
///
/// @param action every dimension over the robot's whole range
public record Features(String task, double controlRateHz, ObservationSpec observation, ActionSpec action) {
    private static final float[] UNKNOWN = {};

    /// Those of episodes like this one.
    public static Features of(EpisodeView episode) {
        return new Features(
                episode.manifest().task(),
                episode.manifest().controlRateHz(),
                ObservationSpec.of(episode.robot()),
                ActionSpec.of(episode.robot().getActionSpace()));
    }

    /// @throws IllegalArgumentException when the episode's robot or ticks are others, or nothing was sensed
    public Example example(EpisodeView episode, boolean succeeded) {
        if (Double.compare(episode.manifest().controlRateHz(), controlRateHz) != 0) {
            throw new IllegalArgumentException("it has " + episode.manifest().controlRateHz()
                    + " ticks a second, the first episode " + controlRateHz);
        }
        List<float[]> observations = Observations.of(episode, observation);
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("no step has all readings");
        }
        ActionMapping mapping = new ActionMapping(action, episode.robot().getActionSpace());
        return new Example(
                episode.manifest().episodeId(),
                episode.manifest().operatorId(),
                observations,
                episode.steps().stream().map(step -> action(step, mapping)).toList(),
                succeeded);
    }

    private static float[] action(Step step, ActionMapping mapping) {
        return step.getExecutedActionCount() == 0 ? UNKNOWN : mapping.fromRobot(step.getExecutedActionList());
    }
}
