package io.teleloop.sim.world;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import java.util.ArrayList;
import java.util.List;

/// What a robot is told after its gateway has limited what was asked for: the bounds of the action space, then the
/// speeds, then the accelerations. Of one robot; not thread-safe.
///
/// A policy that was trained without the limit on acceleration would command jumps that no robot behind a gateway
/// makes. The gateway's workspace box and leash are not repeated here: the simulated arm has its own, and a leash that
/// acts leaves the executed action alone.
public final class MotionLimit {
    private static final List<String> ORDER =
            List.of("linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z", "gripper");
    private static final int GRIPPER = 6;

    private final List<ActionDimension> dimensions;
    private final double linearSpeed;
    private final double angularSpeed;
    private final double linearChange;
    private final double angularChange;
    private Twist twist = Twist.ZERO;

    /// @param period of control (s)
    /// @throws IllegalArgumentException when the action space is not a twist and a gripper
    public MotionLimit(RobotDescription robot, double period) {
        ActionSpace space = robot.getActionSpace();
        dimensions = space.getDimensionsList();
        List<String> names = new ArrayList<>();
        dimensions.forEach(dimension -> names.add(dimension.getName()));
        if (!names.equals(ORDER)) {
            throw new IllegalArgumentException("the action space is " + names + ", a rollout needs " + ORDER);
        }
        ControlLimits limits = robot.getLimits();
        linearSpeed = limits.getLinearVelocity();
        angularSpeed = limits.getAngularVelocity();
        linearChange = limits.getLinearAcceleration() * period;
        angularChange = limits.getAngularAcceleration() * period;
    }

    /// The robot stands still.
    public void reset() {
        twist = Twist.ZERO;
    }

    /// The executed action of one tick.
    ///
    /// @param wanted in the order of the action space, physical units
    public float[] next(float[] wanted) {
        Vec3 linear = new Vec3(bounded(wanted, 0), bounded(wanted, 1), bounded(wanted, 2)).limited(linearSpeed);
        Vec3 angular = new Vec3(bounded(wanted, 3), bounded(wanted, 4), bounded(wanted, 5)).limited(angularSpeed);
        twist = new Twist(
                approach(twist.linear(), linear, linearChange), approach(twist.angular(), angular, angularChange));
        return Actions.vector(twist, bounded(wanted, GRIPPER));
    }

    private double bounded(float[] action, int place) {
        ActionDimension dimension = dimensions.get(place);
        return Math.clamp(action[place], dimension.getMinimum(), dimension.getMaximum());
    }

    private static Vec3 approach(Vec3 from, Vec3 to, double change) {
        return from.plus(to.minus(from).limited(change));
    }
}
