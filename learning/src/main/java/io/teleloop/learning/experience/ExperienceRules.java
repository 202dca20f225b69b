package io.teleloop.learning.experience;

/// How steps become transitions.
///
/// @param discount gamma: what a reward is worth one control tick later
/// @param returnSteps n of n-step returns, for online transitions; demonstrations come one step each
/// @param reward of a transition
public record ExperienceRules(double discount, int returnSteps, RewardRule reward) {
    /// The same with returns of one step.
    public ExperienceRules ofOneStep() {
        return new ExperienceRules(discount, 1, reward);
    }
}
