package io.teleloop.sim.arm;

import io.teleloop.sim.geometry.Vec3;

/// The box in which the tool centre point may be asked to be (m, base frame).
public record Workspace(Vec3 lowest, Vec3 highest) {
    /// The nearest point inside.
    public Vec3 clamp(Vec3 point) {
        return new Vec3(
                Math.clamp(point.x(), lowest.x(), highest.x()),
                Math.clamp(point.y(), lowest.y(), highest.y()),
                Math.clamp(point.z(), lowest.z(), highest.z()));
    }
}
