package io.teleloop.learning.experience;

import io.teleloop.contract.v1.Step;

/// What a transition is worth.
@FunctionalInterface
public interface RewardRule {
    /// The task's own reward, as the step tells it.
    RewardRule TASK = (step, next) -> step.getReward();

    /// -1 for the transition just before an intervention begins, else 0; the task's reward is not used (RLIF, Luo et
    /// al. 2023).
    RewardRule INTERVENTION = (step, next) ->
            next.getInterventionId() > 0 && next.getInterventionId() != step.getInterventionId() ? -1 : 0;

    /// @param step that the transition begins at
    /// @param next the one after it; the same step when the task ended there
    double reward(Step step, Step next);
}
