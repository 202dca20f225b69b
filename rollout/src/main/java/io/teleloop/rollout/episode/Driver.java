package io.teleloop.rollout.episode;

import io.teleloop.sim.world.Sight;

/// Decides at each tick of an episode.
public interface Driver {
    /// An episode begins.
    ///
    /// @param seed of its start state, and of whatever is random in the driver
    void begin(long seed);

    /// Called once a tick.
    Decision decide(Sight sight);
}
