package io.teleloop.trainer.log;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import java.util.List;

/// A successful episode that an operator drove.
///
/// @param robot as it described itself when the episode was opened
/// @param steps in their order
public record Demonstration(EpisodeId episode, RobotDescription robot, double controlRateHz, List<Step> steps) {
    public Demonstration {
        steps = List.copyOf(steps);
    }
}
