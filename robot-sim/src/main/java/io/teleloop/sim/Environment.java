package io.teleloop.sim;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// A task as a discrete-time environment at the control rate, as fast as the processor allows.
///
/// Equal seeds and actions give equal trajectories, bit for bit. Not thread safe.
public final class Environment {
    /// Control period (s).
    public static final double PERIOD = 0.05;

    private final Task task;
    private final Simulation simulation;
    private final SimulatedArm arm;
    private final Map<String, Integer> objects = new LinkedHashMap<>();
    private final int stepsPerPeriod;

    public Environment(Task task) {
        this.task = task;
        simulation = Simulation.load(task.mjcf());
        arm = new SimulatedArm(simulation);
        for (String object : task.objects()) {
            objects.put(object, simulation.id(ObjectType.BODY, object));
        }
        stepsPerPeriod = (int) Math.round(PERIOD / simulation.timestep());
    }

    public Task task() {
        return task;
    }

    public SimulatedArm arm() {
        return arm;
    }

    public Simulation simulation() {
        return simulation;
    }

    /// Starts an episode.
    public ExpertObservation reset(long seed) {
        return reset(seed, ResetRange.D0);
    }

    /// Starts an episode with start states of another spread.
    public ExpertObservation reset(long seed, ResetRange range) {
        task.reset(arm, new SplittableRandom(seed), range);
        return observe();
    }

    /// Acts for one control period.
    public ExpertObservation step(Action action) {
        return step(action, () -> {});
    }

    /// Acts for one control period.
    ///
    /// @param sensing called after each physics step
    public ExpertObservation step(Action action, Runnable sensing) {
        arm.drive(action.twist());
        arm.grip(action.gripperOpening());
        for (int i = 0; i < stepsPerPeriod; i++) {
            arm.step();
            sensing.run();
        }
        return observe();
    }

    /// What an operator sees now.
    public ExpertObservation observe() {
        return new ExpertObservation(simulation.time(), arm.tcp(), arm.wrench(), arm.opening(), objectPoses());
    }

    /// Poses of the task's published objects, by name.
    public Map<String, Pose> objectPoses() {
        Map<String, Pose> poses = new LinkedHashMap<>();
        objects.forEach((name, body) -> poses.put(name, simulation.bodyPose(body)));
        return poses;
    }

    public boolean succeeded() {
        return task.succeeded(simulation);
    }

    public double progress() {
        return task.progress(simulation);
    }
}
