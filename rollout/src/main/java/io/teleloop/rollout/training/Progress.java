package io.teleloop.rollout.training;

import io.teleloop.rollout.report.Measurement;

/// Hears how a run is getting on.
public interface Progress {
    /// A word on what happens now.
    void stage(long seed, String what);

    /// Called after each attempt at generating a demonstration.
    ///
    /// @param episodes successes so far
    /// @param wanted number of them
    /// @param attempts so far
    void generated(int episodes, int wanted, int attempts);

    /// Called often while experience comes in.
    ///
    /// @param share of the run that is done, 0 to 1
    void now(Measurement measurement, double share);
}
