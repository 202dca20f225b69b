package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;

/// Behaviour cloning: demonstrations as supervised learning, one action for each observation.
public record BehaviourCloning(ImitationConfig config, Head head) implements Algorithm {
    /// How the network says its action.
    public enum Head {
        /// The action itself, by squared error.
        DETERMINISTIC,
        /// Mean and standard deviation, by likelihood; it acts by the mean, or draws where it explores.
        GAUSSIAN
    }

    public static final BehaviourCloning DEFAULT = new BehaviourCloning(ImitationConfig.DEFAULT, Head.DETERMINISTIC);

    @Override
    public String name() {
        return "bc";
    }

    @Override
    public ExperienceRules experience() {
        return IMITATION;
    }

    @Override
    public double allowedUpdates(long transitions) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Learner learner(Problem problem, long seed) {
        return new ImitationLearner(problem, config, objective(problem, config, head), false, seed);
    }

    /// Rewards and returns play no part.
    static final ExperienceRules IMITATION = new ExperienceRules(0.99, 1, RewardRule.TASK);

    static ImitationObjective objective(Problem problem, ImitationConfig config, Head head) {
        return switch (head) {
            case DETERMINISTIC -> new Regression(problem, config);
            case GAUSSIAN -> new GaussianLikelihood(problem, config);
        };
    }
}
