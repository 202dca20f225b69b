package io.teleloop.sim.geometry;

/// Force (N) and torque (N m) that the world exerts on the tool, in base axes.
public record Wrench(Vec3 force, Vec3 torque) {
    public static final Wrench ZERO = new Wrench(Vec3.ZERO, Vec3.ZERO);
}
