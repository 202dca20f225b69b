package io.teleloop.gateway.control;

import io.teleloop.contract.v1.ControlLimits;
import org.jspecify.annotations.Nullable;

/// Turns asked-for twists into a target pose that never leaves the robot's limits. Of one robot; not thread-safe.
///
/// At each tick: bounds of the action space, then speed limits times the velocity scale, then acceleration limits,
/// then the workspace box, then the leashes to the measured position and orientation. The box and the leashes
/// act at once.
public final class TargetShaper {
    private static final double DEFAULT_LEASH_RAD = 0.35;

    private final ActionLayout layout;
    private final ControlLimits limits;
    private final Vector boxMin;
    private final Vector boxMax;

    private @Nullable Pose target;
    private Vector linear = Vector.ZERO;
    private Vector angular = Vector.ZERO;

    public TargetShaper(ActionLayout layout, ControlLimits limits) {
        this.layout = layout;
        this.limits = limits;
        boxMin = Vector.of(limits.getWorkspaceMin());
        boxMax = Vector.of(limits.getWorkspaceMax());
    }

    /// The engagement ended: the next target will be the measured pose again.
    public void disengage() {
        target = null;
        linear = Vector.ZERO;
        angular = Vector.ZERO;
    }

    /// One tick.
    ///
    /// @param requested action vector of the newest command
    /// @param measured pose of the tool centre point now
    /// @param opening of the gripper now, m
    /// @param scale from 0 to 1
    /// @param seconds since the tick before
    public ShapedTarget next(float[] requested, Pose measured, double opening, double scale, double seconds) {
        Pose before = target;
        if (before == null) {
            target = measured;
            // A first target may close the gripper but never open it: what it holds must not fall.
            double gripper = layout.hasGripper() ? Math.min(layout.gripper(requested), opening) : 0;
            return shaped(true, measured, gripper);
        }
        Vector wantedLinear = layout.linear(requested).times(scale).atMost(scale * limits.getLinearVelocity());
        Vector wantedAngular = layout.angular(requested).times(scale).atMost(scale * limits.getAngularVelocity());
        Vector reachableLinear = approach(linear, wantedLinear, limits.getLinearAcceleration() * seconds);
        Vector reachableAngular = approach(angular, wantedAngular, limits.getAngularAcceleration() * seconds);

        Vector inBox = inBox(before.position(), before.position().plus(reachableLinear.times(seconds)));
        Vector position = onLeash(inBox, measured.position());
        linear = position.minus(before.position()).times(1 / seconds).atMost(reachableLinear.norm());
        Rotation free = before.orientation().turned(reachableAngular, seconds);
        Rotation orientation = free.within(leashRad(), measured.orientation());
        angular = orientation.equals(free)
                ? reachableAngular
                : before.orientation().vectorTo(orientation).times(1 / seconds).atMost(reachableAngular.norm());
        Pose pose = new Pose(position, orientation);
        target = pose;
        return shaped(false, pose, layout.gripper(requested));
    }

    private ShapedTarget shaped(boolean first, Pose pose, double gripper) {
        return new ShapedTarget(first, pose, linear, angular, gripper, layout.action(linear, angular, gripper));
    }

    /// Moves a velocity by at most `change`.
    private static Vector approach(Vector from, Vector to, double change) {
        return from.plus(to.minus(from).atMost(change));
    }

    /// A pose outside the box (the arm was put there by hand) may come back or stay, but not go further out.
    private Vector inBox(Vector from, Vector to) {
        return new Vector(
                Math.clamp(to.x(), Math.min(boxMin.x(), from.x()), Math.max(boxMax.x(), from.x())),
                Math.clamp(to.y(), Math.min(boxMin.y(), from.y()), Math.max(boxMax.y(), from.y())),
                Math.clamp(to.z(), Math.min(boxMin.z(), from.z()), Math.max(boxMax.z(), from.z())));
    }

    private double leashRad() {
        return limits.getLeashRad() > 0 ? limits.getLeashRad() : DEFAULT_LEASH_RAD;
    }

    /// A target far from the arm is a spring that is wound up: it stays within reach of the measured pose.
    private Vector onLeash(Vector position, Vector measured) {
        return measured.plus(position.minus(measured).atMost(limits.getLeashM()));
    }
}
