package io.teleloop.sim.task.picklift;

import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ScriptedExpert;

/// Goes above the cube, turns to its sides, descends, closes, lifts and holds; tries again when the cube stays
/// behind.
final class PickLiftExpert implements ScriptedExpert {
    private static final double GAIN = 4;
    private static final double TURN_GAIN = 3;
    /// Height of the tool centre point above the cube's centre when it approaches (m).
    private static final double ABOVE = 0.09;

    private static final Quaternion POINTING_DOWN = Quaternion.about(new Vec3(1, 0, 0), Math.PI);
    private static final double LIFTED = PickLift.LIFT + 0.03;
    /// The cube has been lost when it lies this much (m) below the tool while that lifts.
    private static final double LOST = 0.03;

    /// Seconds that the gripper needs to build up its force.
    private static final double SQUEEZE = 0.5;

    /// A pad that came down on the cube gets no further: after this time (s) the descent starts again.
    private static final double PATIENCE = 4;

    private static final double PLACE_TOLERANCE = 0.004;
    /// So near (m) the cube is between the pads.
    private static final double WITHIN_REACH = 0.012;
    private static final double TURN_TOLERANCE = 0.03;

    private enum Phase {
        APPROACH,
        DESCEND,
        CLOSE,
        LIFT
    }

    private Phase phase = Phase.APPROACH;
    private double since;

    @Override
    public Action act(ExpertObservation observation) {
        Pose tcp = observation.tcp();
        Pose cube = observation.object(PickLift.CUBE);
        Vec3 offset = cube.position().minus(tcp.position());
        Vec3 turn = turnToGrasp(tcp.orientation(), cube.orientation().yaw());
        double elapsed = observation.time() - since;
        return switch (phase) {
            case APPROACH -> approach(offset, turn, observation.time());
            case DESCEND -> descend(offset, turn, elapsed, observation.time());
            case CLOSE -> close(elapsed, observation.time());
            case LIFT -> lift(offset, tcp.position().z(), observation.time());
        };
    }

    private Action approach(Vec3 offset, Vec3 turn, double now) {
        // Who takes over in the middle goes on from there: lower is as good, and a cube between the pads is not let go.
        if (offset.norm() < WITHIN_REACH) {
            enter(Phase.CLOSE, now);
            return close(0, now);
        }
        boolean above = Math.hypot(offset.x(), offset.y()) < PLACE_TOLERANCE && offset.z() > -ABOVE - 0.02;
        if (above && turn.norm() < TURN_TOLERANCE) {
            enter(Phase.DESCEND, now);
        }
        return open(offset.plus(new Vec3(0, 0, ABOVE)), turn);
    }

    private Action descend(Vec3 offset, Vec3 turn, double elapsed, double now) {
        if (Math.abs(offset.z()) < PLACE_TOLERANCE) {
            enter(Phase.CLOSE, now);
        } else if (elapsed > PATIENCE) {
            enter(Phase.APPROACH, now);
        }
        return open(offset, turn);
    }

    private Action close(double elapsed, double now) {
        if (elapsed > SQUEEZE) {
            enter(Phase.LIFT, now);
        }
        return new Action(Twist.ZERO, 0);
    }

    private Action lift(Vec3 offset, double height, double now) {
        if (offset.z() < -LOST) {
            enter(Phase.APPROACH, now);
        }
        double rise = GAIN * (PickLift.RESTING + LIFTED - height);
        return new Action(Twist.linear(0, 0, Math.clamp(rise, -SimulatedArm.MAX_SPEED, SimulatedArm.MAX_SPEED)), 0);
    }

    private static Action open(Vec3 way, Vec3 turn) {
        Twist twist = new Twist(way.times(GAIN), turn.times(TURN_GAIN));
        return new Action(twist.limited(SimulatedArm.MAX_SPEED, SimulatedArm.MAX_TURN), SimulatedArm.MAX_OPENING);
    }

    private void enter(Phase next, double now) {
        phase = next;
        since = now;
    }

    /// Rotation vector (base axes) that makes the gripper point down with its pads parallel to two sides of the cube.
    ///
    /// Of the four ways, which look alike, the one nearest to the wrist's home is taken, and kept once it is
    /// reached.
    private Vec3 turnToGrasp(Quaternion tool, double cubeYaw) {
        Vec3 across = tool.rotate(new Vec3(1, 0, 0));
        double reference = phase == Phase.APPROACH ? 0 : Math.atan2(across.y(), across.x());
        double yaw = reference + Math.IEEEremainder(cubeYaw - reference, Math.PI / 2);
        Quaternion goal = Quaternion.about(new Vec3(0, 0, 1), yaw).times(POINTING_DOWN);
        return goal.times(tool.inverse()).rotationVector();
    }
}
