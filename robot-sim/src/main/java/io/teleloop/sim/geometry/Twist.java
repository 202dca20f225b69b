package io.teleloop.sim.geometry;

/// Linear (m/s) and angular (rad/s) velocity, both in base axes.
public record Twist(Vec3 linear, Vec3 angular) {
    public static final Twist ZERO = new Twist(Vec3.ZERO, Vec3.ZERO);

    public static Twist linear(double x, double y, double z) {
        return new Twist(new Vec3(x, y, z), Vec3.ZERO);
    }

    public Twist times(double factor) {
        return new Twist(linear.times(factor), angular.times(factor));
    }

    /// Length-limited to `linearLimit` (m/s) and `angularLimit` (rad/s), directions kept.
    public Twist limited(double linearLimit, double angularLimit) {
        return new Twist(linear.limited(linearLimit), angular.limited(angularLimit));
    }
}
