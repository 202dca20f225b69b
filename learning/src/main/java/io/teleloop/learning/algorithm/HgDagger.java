package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;

/// Behaviour cloning that goes on while the policy runs: what a person does when he takes over is imitated as the
/// demonstrations are (Kelly et al. 2019, "HG-DAgger: Interactive Imitation Learning with Human Experts"). What the
/// policy did by itself is not learned from.
///
/// Updates are rationed, else a learner that has many demonstrations would repeat them for minutes while the policy
/// that people help stays as it was.
///
/// @param offlineUpdates from demonstrations alone, before the first transition
/// @param updatesPerTransition most updates for each transition after them
public record HgDagger(
        ImitationConfig config, BehaviourCloning.Head head, long offlineUpdates, double updatesPerTransition)
        implements Algorithm {
    public static final HgDagger DEFAULT =
            new HgDagger(ImitationConfig.DEFAULT, BehaviourCloning.Head.DETERMINISTIC, 5_000, 4);

    @Override
    public String name() {
        return "hg-dagger";
    }

    @Override
    public ExperienceRules experience() {
        return BehaviourCloning.IMITATION;
    }

    @Override
    public double allowedUpdates(long transitions) {
        return offlineUpdates + updatesPerTransition * transitions;
    }

    @Override
    public Learner learner(Problem problem, long seed) {
        return new ImitationLearner(problem, config, BehaviourCloning.objective(problem, config, head), true, seed);
    }
}
