package io.teleloop.rollout.training;

import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm;
import io.teleloop.learning.diffusion.SyntheticExperience;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.intervention.Rule;
import io.teleloop.sim.task.ResetRange;
import org.jspecify.annotations.Nullable;

/// What a training run does, whatever its seed.
///
/// @param task with what differs from task to task
/// @param base algorithm of the frozen policy below a residual; null without one
/// @param budget online transitions after which the run ends, at the end of an episode
/// @param demonstrations that the expert gives
/// @param withActions how many of those tell their actions; of the others they are inferred
/// @param generated demonstrations that are generated from those of the expert
/// @param range of the start states of what is generated
/// @param syntheticShare of every batch that a diffusion model makes up; 0 = none
/// @param expertSkill 0 to 1
/// @param rule of the simulated intervener
/// @param intervenerSkill 0 to 1
/// @param actors processes that give experience; 0 = this process, in lockstep
/// @param publishEvery updates after which the actors get the newest policy
/// @param evaluateEvery transitions between two evaluations for the curve
/// @param curveEpisodes of each of them
/// @param evaluationEpisodes of those in the table
/// @param sampled whether an evaluated policy acts as in training, noise included; else it acts without
public record RunSettings(
        TaskSettings task,
        Algorithms algorithm,
        @Nullable Algorithms base,
        long budget,
        int demonstrations,
        int withActions,
        int generated,
        ResetRange range,
        double syntheticShare,
        double expertSkill,
        Rule rule,
        double intervenerSkill,
        int actors,
        long publishEvery,
        long evaluateEvery,
        int curveEpisodes,
        int evaluationEpisodes,
        boolean sampled) {
    public RunSettings {
        if (algorithm.residual() != (base != null)) {
            throw new IllegalArgumentException(
                    algorithm.id() + (base == null ? " corrects a base: name one" : " corrects no base: name none"));
        }
        if (base != null && (base.online() || base.residual())) {
            throw new IllegalArgumentException("a base learns from demonstrations alone, " + base.id() + " does not");
        }
        if (budget < 0 || actors < 0 || generated < 0 || demonstrations < 1 || publishEvery < 1 || evaluateEvery < 1) {
            throw new IllegalArgumentException("budget, actors and generated demonstrations must not be negative;"
                    + " demonstrations and the steps between publications and evaluations must be at least 1");
        }
        if (withActions < 1 || withActions > demonstrations) {
            throw new IllegalArgumentException("of " + demonstrations
                    + " demonstrations at least 1 and at most all must" + " tell their actions, not " + withActions);
        }
        if (generated > 0 && algorithm.online()) {
            throw new IllegalArgumentException(algorithm.id() + " lives through training episodes, whose start states"
                    + " generated demonstrations would use up; generate for bc or flow");
        }
        if (syntheticShare != 0) {
            requireSynthesis(algorithm, syntheticShare, actors);
        }
    }

    private static void requireSynthesis(Algorithms algorithm, double share, int actors) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the synthetic share is " + share + ", it must be from 0 to 1");
        }
        if (algorithm.residual() || !(algorithm.algorithm() instanceof OffPolicyAlgorithm)) {
            throw new IllegalArgumentException(
                    algorithm.id() + " cannot learn from synthetic transitions; take rlpd, hil-serl or rlif");
        }
        if (actors > 0) {
            throw new IllegalArgumentException("synthetic transitions are learned from steps in their order, which"
                    + " several actor processes mix; take --actors 0");
        }
    }

    /// What learns.
    Algorithm learned() {
        return syntheticShare > 0 && algorithm.algorithm() instanceof OffPolicyAlgorithm offPolicy
                ? offPolicy.withSynthesis(SyntheticExperience.Config.ofShare(syntheticShare))
                : algorithm.algorithm();
    }
}
