package io.teleloop.rollout.episode;

import io.teleloop.sim.world.Sight;

/// The policy drives, and nobody watches.
public final class AutonomousDriver implements Driver {
    private final Autopilot autopilot;

    public AutonomousDriver(Autopilot autopilot) {
        this.autopilot = autopilot;
    }

    @Override
    public void begin(long seed) {
        autopilot.reset();
    }

    @Override
    public Decision decide(Sight sight) {
        return Decision.ofPolicy(autopilot.wish(sight.readings()), autopilot.name());
    }
}
