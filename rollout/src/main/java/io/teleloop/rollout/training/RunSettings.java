package io.teleloop.rollout.training;

import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.intervention.Rule;

/// What a training run does, whatever its seed.
///
/// @param task with what differs from task to task
/// @param algorithm its name, as in policy cards
/// @param base the algorithm of the frozen policy below a residual; empty without one
/// @param budget online transitions after which the run ends, at the end of an episode
/// @param offlineUpdates updates on the demonstrations alone, before anything is lived through
/// @param baseUpdates the same for the base
/// @param demonstrations that the expert gives
/// @param expertSkill 0 to 1
/// @param rule of the simulated intervener
/// @param intervenerSkill 0 to 1
/// @param actors processes that give experience; 0 = this process, in lockstep
/// @param publishEvery updates after which the actors get the newest policy
/// @param evaluateEvery transitions between two evaluations for the curve
/// @param curveEpisodes of each of them
/// @param evaluationEpisodes of those in the table
public record RunSettings(
        TaskSettings task,
        String algorithm,
        String base,
        long budget,
        long offlineUpdates,
        long baseUpdates,
        int demonstrations,
        double expertSkill,
        Rule rule,
        double intervenerSkill,
        int actors,
        long publishEvery,
        long evaluateEvery,
        int curveEpisodes,
        int evaluationEpisodes) {}
