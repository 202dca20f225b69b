package io.teleloop.rollout.evaluation;

import io.teleloop.rollout.episode.Driver;
import io.teleloop.rollout.episode.Episode;
import io.teleloop.rollout.episode.EpisodeResult;
import io.teleloop.sim.task.HeldOutStarts;
import io.teleloop.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Runs a driver from the same held-out start states every time, without anybody who helps.
public final class Evaluator {
    private final World world;
    private final double timeLimit;

    /// @param world of its own, so that an evaluation does not disturb an episode under way
    /// @param timeLimit of an episode (s)
    public Evaluator(World world, double timeLimit) {
        this.world = world;
        this.timeLimit = timeLimit;
    }

    /// @param episodes the first of the held-out start states
    public Evaluation evaluate(Driver driver, int episodes) {
        List<EpisodeResult> results = new ArrayList<>();
        for (int i = 0; i < episodes; i++) {
            results.add(Episode.run(world, driver, HeldOutStarts.FIRST + i, timeLimit, step -> {}));
        }
        return new Evaluation(results);
    }
}
