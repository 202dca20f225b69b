package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;

/// Behaviour cloning that goes on while the policy runs: what a person does when he takes over is imitated as the
/// demonstrations are (Kelly et al. 2019, "HG-DAgger: Interactive Imitation Learning with Human Experts"). What the
/// policy did by itself is not learned from.
public record HgDagger(ImitationConfig config, BehaviourCloning.Head head) implements Algorithm {
    public static final HgDagger DEFAULT = new HgDagger(ImitationConfig.DEFAULT, BehaviourCloning.Head.DETERMINISTIC);

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
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Learner learner(Problem problem, long seed) {
        return new ImitationLearner(problem, config, BehaviourCloning.objective(problem, config, head), true, seed);
    }
}
