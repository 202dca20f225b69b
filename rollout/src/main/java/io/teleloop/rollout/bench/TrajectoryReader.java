package io.teleloop.rollout.bench;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.experience.Demonstrations;
import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;
import io.teleloop.learning.replay.Trajectory;
import java.util.List;

/// Reads simulated episodes, which have neither holes nor gaps: one trajectory each, a transition a tick.
record TrajectoryReader(ObservationSpec observation, ActionSpec action, ActionSpace space) {
    private static final ExperienceRules RULES = new ExperienceRules(0.99, 1, RewardRule.TASK);

    List<Trajectory> read(io.teleloop.rollout.training.Demonstrations recorded) {
        Demonstrations reader = new Demonstrations(observation, action, space, RULES);
        return recorded.episodes().stream().map(steps -> read(reader, steps)).toList();
    }

    private static Trajectory read(Demonstrations reader, List<Step> steps) {
        Trajectory trajectory =
                reader.trajectories(steps.getFirst().getEpisodeId(), steps).getFirst();
        if (trajectory.size() != steps.size()) {
            throw new IllegalStateException("of " + steps.size() + " simulated ticks " + trajectory.size()
                    + " are without a gap; replays need all");
        }
        return trajectory;
    }
}
