package io.teleloop.labeler.episode;

/// Three numbers of one frame.
public record Vector(double x, double y, double z) {
    public Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    public Vector minus(Vector other) {
        return new Vector(x - other.x, y - other.y, z - other.z);
    }

    public double norm() {
        return Math.sqrt(x * x + y * y + z * z);
    }
}
