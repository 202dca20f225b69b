package io.teleloop.learning.experience;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.replay.Transition;
import java.util.Optional;

/// Makes transitions of neighbouring control steps.
///
/// What is learned from is the action that was really executed. A step at which nobody drove, or whose observation has
/// a gap, is neither begin nor end of a transition. The step that ends the task is a transition by itself: nothing is
/// expected after it. A step that was cut off (time limit) has no successor, so there is no transition from it.
final class TransitionReader {
    /// Share of the normalised range, of length 2, from which on a gripper's command counts as another one.
    private static final double GRIPPER_CHANGE = 0.5;

    private final ObservationReader observations;
    private final ActionMapping actions;
    private final ExperienceRules rules;
    private final boolean residual;
    private final int gripper;

    /// @param residual whether transitions must bring the base's actions
    TransitionReader(
            ObservationSpec observation,
            ActionSpec action,
            ActionSpace space,
            ExperienceRules rules,
            boolean residual) {
        observations = new ObservationReader(observation);
        actions = new ActionMapping(action, space);
        this.rules = rules;
        this.residual = residual;
        gripper = action.dimensions().stream()
                .map(ActionSpec.Dimension::name)
                .toList()
                .indexOf(DemonstratedActions.GRIPPER);
    }

    /// What a transition can begin or end at, or empty.
    Optional<Moment> moment(Step step) {
        if (step.getActor().getKind() == Actor.Kind.NOBODY
                || step.getExecutedActionCount() == 0
                || (residual && step.getBaseActionCount() == 0)) {
            return Optional.empty();
        }
        return observations.read(step.getObservationList()).map(observation -> new Moment(step, observation));
    }

    /// @param before the tick before `now`, or `now` itself where a chain begins
    /// @param next the tick after `now`, or `now` itself when the task ended there
    Transition transition(Moment before, Moment now, Moment next) {
        RewardRule.Judgement judgement = rules.reward().judge(now, next);
        float[] action = actions.fromRobot(now.step().getExecutedActionList());
        return new Transition(
                now.observation(),
                action,
                (float) judgement.reward(),
                judgement.terminal() ? 0 : (float) rules.discount(),
                next.observation(),
                base(now),
                base(next),
                now.step().getActor().getKind() == Actor.Kind.OPERATOR
                        && now.step().getPolicyActionCount() > 0,
                gripperMoved(before, action));
    }

    private boolean gripperMoved(Moment before, float[] action) {
        if (gripper < 0) {
            return false;
        }
        float[] last = actions.fromRobot(before.step().getExecutedActionList());
        return Math.abs(action[gripper] - last[gripper]) > GRIPPER_CHANGE;
    }

    private float[] base(Moment moment) {
        return residual ? actions.fromRobot(moment.step().getBaseActionList()) : new float[0];
    }
}
