package io.teleloop.rollout.bench;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.learning.diffusion.Moment;
import io.teleloop.rollout.episode.DemonstratingDriver;
import io.teleloop.sim.world.Sight;
import io.teleloop.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Performs a window's actions in the simulator, from the very state at which the window begins: an observation does
/// not tell all of a state, so the episode up to there is performed again, which gives the same state bit for bit.
///
/// @param skill of the expert that performed the episodes
record WindowReplay(World world, double skill, ObservationReader reader, ActionMapping mapping) {
    /// Where a window begins.
    ///
    /// @param seed of the episode's start state
    /// @param tick of the episode
    record Start(long seed, int tick) {}

    /// What is really seen at each of a window's ticks when its actions are performed.
    List<float[]> observations(Start start, List<Moment> window) {
        Sight sight = world.reset(start.seed());
        DemonstratingDriver expert = new DemonstratingDriver(world.task(), skill);
        expert.begin(start.seed());
        for (int tick = 0; tick < start.tick(); tick++) {
            sight = world.move(expert.decide(sight).action()).sight();
        }
        List<float[]> observations = new ArrayList<>();
        for (Moment moment : window) {
            observations.add(observation(sight));
            sight = world.move(mapping.toRobot(moment.action())).sight();
        }
        return observations;
    }

    private float[] observation(Sight sight) {
        return reader.read(sight.readings())
                .orElseThrow(() -> new IllegalStateException("the simulation does not sense all that is observed"));
    }
}
