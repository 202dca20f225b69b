package io.teleloop.rollout.episode;

import io.teleloop.sim.Environment;

/// How an episode went.
///
/// @param seed of its start state
/// @param success whether the goal was reached in time
/// @param steps control ticks
/// @param intervened ticks that a person drove while a policy ran
/// @param interventions how often that person took over
/// @param progress at the end, 0 to 1
public record EpisodeResult(long seed, boolean success, int steps, int intervened, int interventions, double progress) {
    /// Simulated duration (s).
    public double seconds() {
        return steps * Environment.PERIOD;
    }
}
