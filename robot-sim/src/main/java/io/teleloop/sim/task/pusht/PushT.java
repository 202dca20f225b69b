package io.teleloop.sim.task.pusht;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.Mjcf;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.task.ImperfectExpert;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import java.util.List;
import java.util.random.RandomGenerator;

/// Push the T-shaped block onto the T drawn on the table.
///
/// Like the published Push-T (Chi et al., "Diffusion Policy", RSS 2023) it succeeds when the block covers 95 % of the
/// goal; here a seven-joint arm holds the pusher and block and table are three-dimensional.
public final class PushT implements Task {
    /// Covered share of the goal that counts as success.
    public static final double GOAL_COVERAGE = 0.95;

    static final String BLOCK = "t-block";
    static final String GOAL = "goal";
    /// Height of the table's top (m).
    static final double TABLE = 0.1;
    /// From the tool centre point to the tip of the pusher (m).
    static final double TOOL_LENGTH = 0.06;

    private static final String PUSHER = "pusher";
    /// Height of the block's frame when it rests on its feet (m).
    private static final double RESTING = TABLE + 0.0155;
    private static final double GRIP = 0.02;
    /// A start that covers more than this of the goal would be half done.
    private static final double COVERAGE_AT_START = 0.3;

    @Override
    public String name() {
        return "push-t";
    }

    @Override
    public String instruction() {
        return "Push the T-shaped block onto the T drawn on the table.";
    }

    @Override
    public String mjcf() {
        return Mjcf.load("/io/teleloop/sim/task/push-t.xml");
    }

    @Override
    public List<String> objects() {
        return List.of(BLOCK, GOAL);
    }

    @Override
    public double timeLimit() {
        return 60;
    }

    /// Block: x within 0.12 m and y within 0.15 m of the table's middle, any yaw, at most 30 % of the goal covered.
    /// Pusher: above the table, within 5 cm of its home.
    @Override
    public void reset(SimulatedArm arm, RandomGenerator random, ResetRange range) {
        arm.home(GRIP);
        Simulation simulation = arm.simulation();
        PlanarPose goal = PlanarPose.of(simulation.bodyPose(GOAL));
        PlanarPose block;
        do {
            block = new PlanarPose(
                    0.5 + spread(random, range.wide(0.12)), spread(random, range.wide(0.15)), spread(random, Math.PI));
        } while (Coverage.of(block, goal) > COVERAGE_AT_START);
        simulation.placeFreeJoint(
                BLOCK,
                new Pose(new Vec3(block.x(), block.y(), RESTING), Quaternion.about(new Vec3(0, 0, 1), block.yaw())));
        simulation.placeFreeJoint(PUSHER, arm.tcp());
        simulation.forward();
        arm.grip(0);
        Pose home = arm.tcp();
        Vec3 start =
                home.position().plus(new Vec3(spread(random, range.wide(0.05)), spread(random, range.wide(0.05)), 0));
        arm.moveTo(new Pose(start, home.orientation()), 0, 1.5);
        arm.tare();
    }

    private static double spread(RandomGenerator random, double half) {
        return half * (2 * random.nextDouble() - 1);
    }

    @Override
    public boolean succeeded(Simulation simulation) {
        return coverage(simulation) >= GOAL_COVERAGE;
    }

    @Override
    public double progress(Simulation simulation) {
        return Math.min(1, coverage(simulation) / GOAL_COVERAGE);
    }

    /// Share of the goal's area that the block covers now, 0 to 1.
    public double coverage(Simulation simulation) {
        return Coverage.of(PlanarPose.of(simulation.bodyPose(BLOCK)), PlanarPose.of(simulation.bodyPose(GOAL)));
    }

    @Override
    public ScriptedExpert expert(double skill, long seed) {
        return new ImperfectExpert(new PushTExpert(), skill, seed);
    }
}
