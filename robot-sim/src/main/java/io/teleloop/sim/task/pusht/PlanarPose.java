package io.teleloop.sim.task.pusht;

import io.teleloop.sim.geometry.Pose;

/// Pose of a body that lies on the table: position (m) and yaw (rad), in the base frame.
record PlanarPose(double x, double y, double yaw) {
    /// The planar part of a pose in space.
    static PlanarPose of(Pose pose) {
        return new PlanarPose(
                pose.position().x(), pose.position().y(), pose.orientation().yaw());
    }

    Point position() {
        return new Point(x, y);
    }

    /// A point of the body, in the base frame.
    Point toBase(Point local) {
        return local.rotated(yaw).plus(position());
    }

    /// A point of the base frame, in the body's frame.
    Point toLocal(Point base) {
        return base.minus(position()).rotated(-yaw);
    }

    /// Yaw of `other` minus this yaw, in [-pi, pi].
    double yawTo(PlanarPose other) {
        return Math.IEEEremainder(other.yaw - yaw, 2 * Math.PI);
    }
}
