package io.teleloop.gateway.control;

import io.teleloop.contract.foxglove.Quaternion;

/// A unit quaternion, x y z w, from the tool's frame to the base frame.
public record Rotation(double x, double y, double z, double w) {
    public static final Rotation IDENTITY = new Rotation(0, 0, 0, 1);

    public static Rotation of(Quaternion message) {
        return new Rotation(message.getX(), message.getY(), message.getZ(), message.getW());
    }

    public Quaternion toMessage() {
        return Quaternion.newBuilder().setX(x).setY(y).setZ(z).setW(w).build();
    }

    /// This orientation after turning with `angular` rad/s (base frame) for `seconds`.
    public Rotation turned(Vector angular, double seconds) {
        double angle = angular.norm() * seconds;
        if (angle == 0) {
            return this;
        }
        double scale = Math.sin(angle / 2) * seconds / angle;
        Rotation turn =
                new Rotation(angular.x() * scale, angular.y() * scale, angular.z() * scale, Math.cos(angle / 2));
        return turn.times(this).normalized();
    }

    private Rotation times(Rotation o) {
        return new Rotation(
                w * o.x + x * o.w + y * o.z - z * o.y,
                w * o.y - x * o.z + y * o.w + z * o.x,
                w * o.z + x * o.y - y * o.x + z * o.w,
                w * o.w - x * o.x - y * o.y - z * o.z);
    }

    /// The angle between this orientation and another, radians.
    public double angleTo(Rotation o) {
        // The vector part keeps its precision where the scalar part is close to one.
        Rotation difference = times(new Rotation(-o.x, -o.y, -o.z, o.w));
        double sine =
                Math.sqrt(difference.x * difference.x + difference.y * difference.y + difference.z * difference.z);
        return 2 * Math.atan2(sine, Math.abs(difference.w));
    }

    /// This orientation, brought back towards another one until it is at most `angle` (radians) from it.
    public Rotation within(double angle, Rotation centre) {
        double away = angleTo(centre);
        if (away <= angle) {
            return this;
        }
        return centre.turned(centre.vectorTo(this).times(angle / away), 1);
    }

    /// The shortest turn to another orientation: its axis in the base frame, its length the angle in radians.
    public Vector vectorTo(Rotation o) {
        double angle = angleTo(o);
        Rotation turn = o.times(new Rotation(-x, -y, -z, w));
        double sine = Math.sin(angle / 2);
        if (sine == 0) {
            return Vector.ZERO;
        }
        double scale = Math.copySign(angle / sine, turn.w);
        return new Vector(turn.x * scale, turn.y * scale, turn.z * scale);
    }

    /// Rounding errors would add up over thousands of turns.
    private Rotation normalized() {
        double norm = norm();
        return new Rotation(x / norm, y / norm, z / norm, w / norm);
    }

    public double norm() {
        return Math.sqrt(x * x + y * y + z * z + w * w);
    }
}
