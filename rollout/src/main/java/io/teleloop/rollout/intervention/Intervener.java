package io.teleloop.rollout.intervention;

import io.teleloop.sim.task.Action;
import io.teleloop.sim.world.Sight;
import java.util.Optional;

/// A simulated person who watches a policy and may drive instead of it.
public interface Intervener {
    /// An episode begins.
    ///
    /// @param seed of all that is random in the person, together with the person's own
    void begin(long seed);

    /// Called once a tick: empty while the policy may drive, else what the person does.
    ///
    /// @param policyAction what the policy wants; the order of the robot's action space
    Optional<Action> watch(Sight sight, float[] policyAction);
}
