package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;

/// Imitation by a flow from noise to a chunk of actions: where demonstrations do one thing or another, it does one or
/// the other, and a chunk keeps to what it began. It acts by a few Euler steps from one fixed noise, so the
/// same observation gives the same chunk, and it can stand below a residual policy. The network is a perceptron;
/// pictures are not seen.
///
/// @param chunk actions that one call decides
/// @param execute of them that are carried out before the next call
/// @param steps of Euler's method
public record FlowPolicy(ImitationConfig config, int chunk, int execute, int steps) implements Algorithm {
    public static final FlowPolicy DEFAULT = new FlowPolicy(ImitationConfig.DEFAULT, 8, 4, 8);

    public FlowPolicy {
        if (execute < 1 || execute > chunk || steps < 1) {
            throw new IllegalArgumentException(
                    "a flow policy cannot execute " + execute + " of " + chunk + " actions after " + steps + " steps");
        }
    }

    @Override
    public String name() {
        return "flow";
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
        return new ImitationLearner(
                problem, config, new FlowMatching(problem, config, chunk, execute, steps), false, seed);
    }
}
