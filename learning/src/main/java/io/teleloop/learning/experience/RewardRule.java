package io.teleloop.learning.experience;

import java.util.function.Predicate;

/// What a transition is worth, and whether the task ends with it.
@FunctionalInterface
public interface RewardRule {
    /// The task's own reward and end, as the step tells them.
    RewardRule TASK =
            (now, next) -> new Judgement(now.step().getReward(), now.step().getTerminated());

    /// -1 for the transition just before an intervention begins, else 0; the task's reward is not used (RLIF, Luo et
    /// al. 2023).
    RewardRule INTERVENTION = (now, next) -> {
        int before = now.step().getInterventionId();
        int after = next.step().getInterventionId();
        boolean begins = after > 0 && after != before;
        return new Judgement(begins ? -1 : 0, now.step().getTerminated());
    };

    /// 1 and the end of the task where a classifier sees success in what an action led to; for robots whose task does
    /// not tell its reward.
    ///
    /// @param success of a raw observation
    static RewardRule classifier(Predicate<float[]> success) {
        return (now, next) -> {
            boolean succeeded = success.test(next.observation());
            return new Judgement(succeeded ? 1 : 0, succeeded || now.step().getTerminated());
        };
    }

    /// @param terminal whether nothing is to be expected after it
    record Judgement(double reward, boolean terminal) {}

    /// @param now where the transition begins
    /// @param next the control tick after it; the same one when the task ended there
    Judgement judge(Moment now, Moment next);
}
