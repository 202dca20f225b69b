package io.teleloop.sim.geometry;

/// A unit quaternion (w, x, y, z) that rotates vectors of the local frame into the parent frame.
public record Quaternion(double w, double x, double y, double z) {
    public static final Quaternion IDENTITY = new Quaternion(1, 0, 0, 0);

    /// The rotation of `angle` rad about the unit vector `axis`.
    public static Quaternion about(Vec3 axis, double angle) {
        double s = Math.sin(angle / 2);
        return new Quaternion(Math.cos(angle / 2), s * axis.x(), s * axis.y(), s * axis.z());
    }

    /// The rotation whose axis is the direction of `vector` and whose angle (rad) is its length.
    public static Quaternion ofRotationVector(Vec3 vector) {
        double angle = vector.norm();
        return angle < 1e-12 ? IDENTITY : about(vector.times(1 / angle), angle);
    }

    /// From a rotation matrix, row-major 3x3, starting at `offset` of `matrix`.
    public static Quaternion ofMatrix(double[] matrix, int offset) {
        double m00 = matrix[offset], m01 = matrix[offset + 1], m02 = matrix[offset + 2];
        double m10 = matrix[offset + 3], m11 = matrix[offset + 4], m12 = matrix[offset + 5];
        double m20 = matrix[offset + 6], m21 = matrix[offset + 7], m22 = matrix[offset + 8];
        // Shepperd's method: divide by the largest component.
        if (m00 + m11 + m22 > 0) {
            double s = 2 * Math.sqrt(1 + m00 + m11 + m22);
            return new Quaternion(s / 4, (m21 - m12) / s, (m02 - m20) / s, (m10 - m01) / s);
        } else if (m00 > m11 && m00 > m22) {
            double s = 2 * Math.sqrt(1 + m00 - m11 - m22);
            return new Quaternion((m21 - m12) / s, s / 4, (m01 + m10) / s, (m02 + m20) / s);
        } else if (m11 > m22) {
            double s = 2 * Math.sqrt(1 + m11 - m00 - m22);
            return new Quaternion((m02 - m20) / s, (m01 + m10) / s, s / 4, (m12 + m21) / s);
        }
        double s = 2 * Math.sqrt(1 + m22 - m00 - m11);
        return new Quaternion((m10 - m01) / s, (m02 + m20) / s, (m12 + m21) / s, s / 4);
    }

    /// This rotation after `other`: the Hamilton product `this * other`.
    public Quaternion times(Quaternion o) {
        return new Quaternion(
                w * o.w - x * o.x - y * o.y - z * o.z,
                w * o.x + x * o.w + y * o.z - z * o.y,
                w * o.y - x * o.z + y * o.w + z * o.x,
                w * o.z + x * o.y - y * o.x + z * o.w);
    }

    public Quaternion inverse() {
        return new Quaternion(w, -x, -y, -z);
    }

    /// `v` of the local frame, expressed in the parent frame.
    public Vec3 rotate(Vec3 v) {
        Vec3 axis = new Vec3(x, y, z);
        Vec3 t = axis.cross(v).times(2);
        return v.plus(t.times(w)).plus(axis.cross(t));
    }

    /// Axis times angle (rad), angle in [0, pi].
    public Vec3 rotationVector() {
        double sign = w < 0 ? -1 : 1;
        double s = Math.sqrt(x * x + y * y + z * z);
        double factor = s < 1e-9 ? 2 : 2 * Math.atan2(s, sign * w) / s;
        return new Vec3(x, y, z).times(sign * factor);
    }

    /// Rotation about the parent's z axis (rad) when written as yaw, pitch, roll.
    public double yaw() {
        return Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
    }

    /// Same direction, unit length: removes the drift of repeated products.
    public Quaternion normalized() {
        double n = Math.sqrt(w * w + x * x + y * y + z * z);
        return new Quaternion(w / n, x / n, y / n, z / n);
    }
}
