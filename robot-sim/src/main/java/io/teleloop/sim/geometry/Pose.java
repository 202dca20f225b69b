package io.teleloop.sim.geometry;

/// Position (m) and orientation of a frame in its parent, here always the robot base unless said otherwise.
public record Pose(Vec3 position, Quaternion orientation) {
    /// A point of this frame, expressed in the parent frame.
    public Vec3 transform(Vec3 point) {
        return position.plus(orientation.rotate(point));
    }

    /// A pose of this frame, expressed in the parent frame: the product of the two transforms.
    public Pose times(Pose pose) {
        return new Pose(transform(pose.position()), orientation.times(pose.orientation()));
    }

    /// The parent frame, expressed in this one.
    public Pose inverse() {
        Quaternion back = orientation.inverse();
        return new Pose(back.rotate(position.times(-1)), back);
    }
}
