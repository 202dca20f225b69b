package io.teleloop.labeler.episode;

/// Where something is: position in metres and unit quaternion x y z w, in the base frame.
public record Pose(Vector position, double qx, double qy, double qz, double qw) {

    /// A point of this frame in the base frame.
    public Vector toBase(Vector local) {
        return position.plus(rotated(local, 1));
    }

    /// A point of the base frame in this frame.
    public Vector toLocal(Vector point) {
        return rotated(point.minus(position), -1);
    }

    /// The turn from here to another pose, as a rotation vector in the base frame (radians).
    public Vector turnTo(Pose other) {
        // other * conjugate(this)
        double x = -other.qw * qx + other.qx * qw - other.qy * qz + other.qz * qy;
        double y = -other.qw * qy + other.qy * qw - other.qz * qx + other.qx * qz;
        double z = -other.qw * qz + other.qz * qw - other.qx * qy + other.qy * qx;
        double w = other.qw * qw + other.qx * qx + other.qy * qy + other.qz * qz;
        double sign = w < 0 ? -1 : 1;
        double sine = Math.sqrt(x * x + y * y + z * z);
        // Near zero the rotation vector is twice the quaternion's vector part.
        double scale = sign * (sine < 1e-9 ? 2 : 2 * Math.atan2(sine, Math.abs(w)) / sine);
        return new Vector(scale * x, scale * y, scale * z);
    }

    /// @param direction 1 turns by the quaternion, -1 back
    private Vector rotated(Vector v, int direction) {
        double x = direction * qx;
        double y = direction * qy;
        double z = direction * qz;
        double tx = 2 * (y * v.z() - z * v.y());
        double ty = 2 * (z * v.x() - x * v.z());
        double tz = 2 * (x * v.y() - y * v.x());
        return new Vector(
                v.x() + qw * tx + y * tz - z * ty,
                v.y() + qw * ty + z * tx - x * tz,
                v.z() + qw * tz + x * ty - y * tx);
    }
}
