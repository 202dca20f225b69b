package io.teleloop.rollout.intervention;

import io.teleloop.sim.task.Action;
import io.teleloop.sim.world.Sight;
import java.util.Optional;

/// Nobody watches.
public final class NoIntervener implements Intervener {
    @Override
    public void begin(long seed) {}

    @Override
    public Optional<Action> watch(Sight sight, float[] policyAction) {
        return Optional.empty();
    }
}
