package io.teleloop.learning.experience;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import java.util.List;

/// Steps of a robot that moves along x with a gripper and observes one number: 100 * episode + index.
public final class Steps {
    public static final ObservationSpec OBSERVATION =
            new ObservationSpec(List.of(new Feature.Values("x", "m", "x", 0, 1)));
    public static final ActionSpace SPACE = ActionSpace.newBuilder()
            .addDimensions(dimension("linear.x", "m/s", -0.5, 0.5))
            .addDimensions(dimension("linear.y", "m/s", -0.5, 0.5))
            .addDimensions(dimension("gripper", "m", 0, 0.0625))
            .build();
    public static final ActionSpec ACTION = new ActionSpec(
            List.of(
                    new ActionSpec.Dimension("linear.x", "m/s", -0.5, 0.5),
                    new ActionSpec.Dimension("gripper", "m", 0, 0.0625)),
            List.of());

    private Steps() {}

    private static ActionDimension dimension(String name, String unit, double minimum, double maximum) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setMinimum(minimum)
                .setMaximum(maximum)
                .build();
    }

    /// Nobody drives, nothing is executed.
    public static Step.Builder step(int episode, int index) {
        return Step.newBuilder()
                .setEpisodeId("episode-" + episode)
                .setIndex(index)
                .addObservation(Reading.newBuilder().setStream("x").addValues(100 * episode + index))
                .setActor(Actor.newBuilder().setKind(Actor.Kind.NOBODY));
    }

    public static Step.Builder driven(int episode, int index, double velocity) {
        return step(episode, index)
                .setActor(Actor.newBuilder().setKind(Actor.Kind.OPERATOR))
                .addAllExecutedAction(List.of((float) velocity, 0f, 0.03125f));
    }

    public static Step.Builder autonomous(int episode, int index, double velocity) {
        return driven(episode, index, velocity)
                .setActor(Actor.newBuilder().setKind(Actor.Kind.POLICY))
                .addAllPolicyAction(List.of(0f, 0f, 0f));
    }

    public static Step.Builder intervened(int episode, int index, int intervention) {
        return driven(episode, index, 0.1)
                .addAllPolicyAction(List.of(0f, 0f, 0f))
                .setInterventionId(intervention);
    }
}
