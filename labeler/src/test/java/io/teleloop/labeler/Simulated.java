package io.teleloop.labeler;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Step;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.rollout.episode.DemonstratingDriver;
import io.teleloop.rollout.episode.Driver;
import io.teleloop.rollout.episode.Episode;
import io.teleloop.sim.Environment;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Episodes of a simulated robot, as they would be stored.
public final class Simulated {
    private final Task task;
    private final World world;

    public Simulated(String task) {
        this.task = Tasks.named(task);
        world = new World(this.task, "arm");
    }

    /// A scripted expert demonstrates.
    ///
    /// @param skill 0 to 1
    public EpisodeView demonstration(double skill, long seed) {
        return drivenBy(new DemonstratingDriver(task, skill), seed);
    }

    public EpisodeView drivenBy(Driver driver, long seed) {
        List<Step> steps = new ArrayList<>();
        boolean success =
                Episode.run(world, driver, seed, task.timeLimit(), steps::add).success();
        return new EpisodeView(manifest(success ? "success" : "failure", steps), world.description(), steps);
    }

    private Manifest manifest(String outcome, List<Step> steps) {
        return Manifests.of(steps, outcome, task.name(), task.instruction(), 1 / Environment.PERIOD, List.of());
    }
}
