package io.teleloop.gateway.control;

import io.teleloop.contract.foxglove.Vector3;

/// Three components in the base frame; the unit is the user's.
public record Vector(double x, double y, double z) {
    public static final Vector ZERO = new Vector(0, 0, 0);

    public static Vector of(Vector3 message) {
        return new Vector(message.getX(), message.getY(), message.getZ());
    }

    public Vector3 toMessage() {
        return Vector3.newBuilder().setX(x).setY(y).setZ(z).build();
    }

    public Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    public Vector minus(Vector other) {
        return new Vector(x - other.x, y - other.y, z - other.z);
    }

    public Vector times(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }

    public double norm() {
        return Math.sqrt(x * x + y * y + z * z);
    }

    /// This vector, shortened to `limit` where it is longer; the direction stays.
    public Vector atMost(double limit) {
        double norm = norm();
        return norm <= limit ? this : times(limit / norm);
    }

    public boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z);
    }
}
