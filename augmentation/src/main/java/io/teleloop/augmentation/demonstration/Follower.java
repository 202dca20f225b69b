package io.teleloop.augmentation.demonstration;

import io.teleloop.augmentation.simulation.SimulatedStage;
import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.world.Actions;
import java.util.random.RandomGenerator;

/// Performs segments on a stage: the gripper goes to where a segment begins, and then does as the source did.
///
/// The source's velocities are fed forward and the difference of the poses is fed back. Feedback alone would not push:
/// in contact, a tool that is where the source's was has nothing to correct.
final class Follower {
    /// Share of a pose's error that is corrected in a second.
    private static final double GAIN = 6;
    /// Fastest way to where a segment begins (m/s, rad/s).
    private static final double APPROACH_SPEED = 0.15;
    private static final double APPROACH_TURN = 0.8;
    /// Ticks for which a task may still come to its end when the motion is over.
    private static final int AFTERMATH = 10;

    private final SimulatedStage stage;
    private final GeneratorParameters parameters;
    private final RandomGenerator random;
    private ExpertObservation now;

    /// @param now after [SimulatedStage#roll]
    Follower(SimulatedStage stage, GeneratorParameters parameters, RandomGenerator random, ExpertObservation now) {
        this.stage = stage;
        this.parameters = parameters;
        this.random = random;
        this.now = now;
    }

    /// Does one subtask, or as much of it as is needed for the task to be done.
    void perform(Subtask subtask, Segment segment) {
        SegmentTransform transform = SegmentTransform.of(subtask, segment, now);
        approach(transform.tcp(0, now), segment.gripper(0));
        for (int tick = 0; tick < segment.ticks() && !stage.succeeded(); tick++) {
            Twist back = towards(transform.tcp(tick, now)).times(GAIN);
            Twist wanted = plus(transform.twist(tick), back);
            act(plus(wanted, noise()), segment.gripper(tick));
        }
    }

    /// Waits for what the motion has set going.
    void linger(double gripper) {
        for (int tick = 0; tick < AFTERMATH && !stage.succeeded(); tick++) {
            act(Twist.ZERO, gripper);
        }
    }

    /// In a straight line, at an even speed.
    private void approach(Pose goal, double gripper) {
        Pose from = now.tcp();
        Twist way = towards(goal);
        double seconds =
                Math.max(way.linear().norm() / APPROACH_SPEED, way.angular().norm() / APPROACH_TURN);
        int ticks = Math.max(parameters.interpolationSteps(), (int) Math.ceil(seconds / Environment.PERIOD));
        Twist even = way.times(1 / (ticks * Environment.PERIOD));
        for (int tick = 0; tick < ticks && !stage.succeeded(); tick++) {
            Twist gone = way.times((double) tick / ticks);
            Pose wanted = new Pose(
                    from.position().plus(gone.linear()),
                    Quaternion.ofRotationVector(gone.angular()).times(from.orientation()));
            act(plus(even, towards(wanted).times(GAIN)), gripper);
        }
    }

    /// The way from where the tool is: metres, and a rotation vector (rad).
    private Twist towards(Pose goal) {
        Pose tcp = now.tcp();
        return new Twist(
                goal.position().minus(tcp.position()),
                goal.orientation().times(tcp.orientation().inverse()).rotationVector());
    }

    private void act(Twist wanted, double gripper) {
        now = stage.act(Actions.vector(wanted.limited(SimulatedArm.MAX_SPEED, SimulatedArm.MAX_TURN), gripper));
    }

    private Twist noise() {
        double linear = parameters.actionNoise() * SimulatedArm.MAX_SPEED;
        double angular = parameters.actionNoise() * SimulatedArm.MAX_TURN;
        return new Twist(gaussian(linear), gaussian(angular));
    }

    private Vec3 gaussian(double deviation) {
        return new Vec3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(deviation);
    }

    private static Twist plus(Twist one, Twist other) {
        return new Twist(one.linear().plus(other.linear()), one.angular().plus(other.angular()));
    }
}
