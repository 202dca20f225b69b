package io.teleloop.sim.task;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.Mjcf;
import io.teleloop.sim.mujoco.Simulation;
import java.util.List;
import java.util.random.RandomGenerator;

/// A square peg goes into a square hole: 16 mm wide, 0.8 mm clearance a side.
///
/// Random are the hole's place (120 x 140 mm), the start of the gripper (120 x 160 x 50 mm), and how the peg sits
/// between the pads (4 mm, 6 mm, 4 degrees). It has succeeded when the peg's tip is 18 mm deep in the 30 mm deep
/// hole.
public final class PegInsertion implements Task {
    static final String PEG = "peg";
    static final String HOLE = "hole";
    /// Half the peg's length, and half the block's height (m).
    static final double PEG_HALF = 0.03;
    static final double BLOCK_HALF = 0.015;

    private static final double TABLE = 0.10;
    private static final double WANTED_DEPTH = 0.018;
    private static final double WANTED_OFFSET = 0.003;
    /// Distance from the hole at which progress starts to count (m).
    private static final double FAR = 0.25;

    @Override
    public String name() {
        return "peg-insertion";
    }

    @Override
    public String instruction() {
        return "Insert the red peg into the hole of the blue block.";
    }

    @Override
    public String mjcf() {
        return Mjcf.load("/io/teleloop/sim/task/peg-insertion.xml");
    }

    @Override
    public List<String> objects() {
        return List.of(PEG, HOLE);
    }

    @Override
    public double timeLimit() {
        return 30;
    }

    @Override
    public void reset(SimulatedArm arm, RandomGenerator random, ResetRange range) {
        Simulation simulation = arm.simulation();
        arm.home(0.018);
        Vec3 hole = new Vec3(
                0.5 + range.wide(0.12) * centred(random), range.wide(0.14) * centred(random), TABLE + BLOCK_HALF);
        Quaternion turned = Quaternion.about(new Vec3(0, 0, 1), range.turn(random));
        simulation.placeMocap(HOLE, new Pose(hole, turned));
        Vec3 offset = new Vec3(0.004 * centred(random), 0, 0.022 + 0.006 * centred(random));
        Quaternion slant = Quaternion.about(new Vec3(0, 0, 1), Math.toRadians(4) * centred(random));
        Pose tcp = arm.tcp();
        simulation.placeFreeJoint(
                PEG, new Pose(tcp.transform(offset), tcp.orientation().times(slant)));
        simulation.forward();
        arm.run(Twist.ZERO, 0, 0.2);
        Vec3 start = new Vec3(
                0.5 + range.wide(0.12) * centred(random),
                range.wide(0.16) * centred(random),
                0.25 + 0.05 * random.nextDouble());
        arm.moveTo(new Pose(start, tcp.orientation()), 0, 2);
        arm.run(Twist.ZERO, 0, 0.3);
        arm.tare();
    }

    private static double centred(RandomGenerator random) {
        return random.nextDouble() - 0.5;
    }

    @Override
    public boolean succeeded(Simulation simulation) {
        return offset(simulation) < WANTED_OFFSET && depth(simulation) > WANTED_DEPTH;
    }

    @Override
    public double progress(Simulation simulation) {
        if (succeeded(simulation)) {
            return 1;
        }
        double depth = depth(simulation);
        // Half of the way is getting above the hole, the other half is going in.
        double approach = 1 - Math.min(1, Math.hypot(offset(simulation), Math.max(0, -depth)) / FAR);
        double insertion = offset(simulation) < WANTED_OFFSET ? Math.clamp(depth / WANTED_DEPTH, 0, 1) : 0;
        return Math.min(0.99, 0.5 * approach + 0.5 * insertion);
    }

    /// Depth of the peg's tip below the block's top (m); negative above it.
    private static double depth(Simulation simulation) {
        Pose peg = simulation.bodyPose(PEG);
        double top = simulation.bodyPose(HOLE).position().z() + BLOCK_HALF;
        return top - (peg.position().z() - PEG_HALF);
    }

    /// Horizontal distance between the axes of peg and hole (m).
    private static double offset(Simulation simulation) {
        Vec3 apart = simulation
                .bodyPose(PEG)
                .position()
                .minus(simulation.bodyPose(HOLE).position());
        return Math.hypot(apart.x(), apart.y());
    }

    @Override
    public ScriptedExpert expert(double skill, long seed) {
        return new ImperfectExpert(new PegInsertionExpert(), skill, seed);
    }
}
