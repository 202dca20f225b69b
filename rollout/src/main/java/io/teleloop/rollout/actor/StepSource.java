package io.teleloop.rollout.actor;

import io.teleloop.contract.v1.Step;
import io.teleloop.policy.PolicyBundle;
import java.io.IOException;

/// Gives experience without end: episode after episode, in which the newest policy drives and a simulated person may
/// intervene. Not thread-safe.
public interface StepSource extends AutoCloseable {
    /// From now on, or as soon as it gets there, this policy drives; a first one must be given before the first step.
    ///
    /// @throws IOException when an actor cannot be told
    void follow(PolicyBundle policy) throws IOException;

    /// The next step, waiting for it if need be. Steps of an episode come in order; those of several may mix.
    ///
    /// @throws IOException when an actor has ended
    Step next() throws IOException, InterruptedException;

    @Override
    void close();
}
