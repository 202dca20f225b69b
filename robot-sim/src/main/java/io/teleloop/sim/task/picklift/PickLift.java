package io.teleloop.sim.task.picklift;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.DoubleView;
import io.teleloop.sim.mujoco.Mjcf;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.task.ImperfectExpert;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import java.util.List;
import java.util.random.RandomGenerator;

/// Pick up a 40 mm cube, lift it by 10 cm and hold it there for half a second.
///
/// Only the friction of the two pads holds the cube.
public final class PickLift implements Task {
    /// Height (m) above its start that the cube must reach.
    public static final double LIFT = 0.10;

    /// Seconds for which it must stay there.
    public static final double HOLD = 0.5;

    static final String CUBE = "cube";
    /// Height of the cube's centre when it rests on the table (m).
    static final double RESTING = 0.12;

    @Override
    public String name() {
        return "pick-lift";
    }

    @Override
    public String instruction() {
        return "Pick up the cube, lift it by 10 cm and hold it there.";
    }

    @Override
    public String mjcf() {
        return Mjcf.load("/io/teleloop/sim/task/pick-lift.xml");
    }

    @Override
    public List<String> objects() {
        return List.of(CUBE);
    }

    @Override
    public double timeLimit() {
        return 15;
    }

    /// Cube: x within 0.12 m and y within 0.18 m of the table's middle, any yaw. Gripper: open, within 5 cm of its
    /// home.
    @Override
    public void reset(SimulatedArm arm, RandomGenerator random, ResetRange range) {
        arm.home(SimulatedArm.MAX_OPENING);
        Simulation simulation = arm.simulation();
        Vec3 place = new Vec3(0.5 + spread(random, range.wide(0.12)), spread(random, range.wide(0.18)), RESTING);
        double yaw = spread(random, Math.PI);
        simulation.placeFreeJoint(CUBE, new Pose(place, Quaternion.about(new Vec3(0, 0, 1), yaw)));
        simulation.forward();
        Pose home = arm.tcp();
        Vec3 start = home.position()
                .plus(new Vec3(
                        spread(random, range.wide(0.05)), spread(random, range.wide(0.05)), spread(random, 0.03)));
        arm.moveTo(new Pose(start, home.orientation()), SimulatedArm.MAX_OPENING, 2);
        arm.tare();
    }

    private static double spread(RandomGenerator random, double half) {
        return half * (2 * random.nextDouble() - 1);
    }

    /// Whether the cube has been up for {@link #HOLD} seconds.
    ///
    /// The time since which it is up is noted in the simulation's user data, which is part of its state. So this
    /// must be
    /// asked all the time, once a control period; a drop between two questions goes unnoticed.
    @Override
    public boolean succeeded(Simulation simulation) {
        DoubleView upSince = simulation.data("userdata");
        if (lifted(simulation) < LIFT) {
            upSince.set(0, 0);
            return false;
        }
        if (upSince.get(0) == 0) {
            upSince.set(0, simulation.time());
        }
        return simulation.time() - upSince.get(0) >= HOLD - simulation.timestep() / 2;
    }

    /// The lift makes up the first nine tenths, success the last.
    @Override
    public double progress(Simulation simulation) {
        return succeeded(simulation) ? 1 : 0.9 * Math.clamp(lifted(simulation) / LIFT, 0.0, 1.0);
    }

    private static double lifted(Simulation simulation) {
        return simulation.bodyPose(CUBE).position().z() - RESTING;
    }

    @Override
    public ScriptedExpert expert(double skill, long seed) {
        return new ImperfectExpert(new PickLiftExpert(), skill, seed);
    }
}
