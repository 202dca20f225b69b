package io.teleloop.sim.task.pusht;

/// A point or vector of the table plane (m).
record Point(double x, double y) {
    Point plus(Point other) {
        return new Point(x + other.x, y + other.y);
    }

    Point minus(Point other) {
        return new Point(x - other.x, y - other.y);
    }

    Point times(double factor) {
        return new Point(x * factor, y * factor);
    }

    double dot(Point other) {
        return x * other.x + y * other.y;
    }

    /// The z component of the three-dimensional cross product.
    double cross(Point other) {
        return x * other.y - y * other.x;
    }

    double norm() {
        return Math.sqrt(x * x + y * y);
    }

    Point rotated(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new Point(c * x - s * y, s * x + c * y);
    }

    /// Turned by a quarter counter-clockwise.
    Point turnedLeft() {
        return new Point(-y, x);
    }
}
