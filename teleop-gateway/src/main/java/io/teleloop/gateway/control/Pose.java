package io.teleloop.gateway.control;

/// Where the tool centre point is: metres and orientation in the base frame.
public record Pose(Vector position, Rotation orientation) {

    public static Pose of(io.teleloop.contract.foxglove.Pose message) {
        return new Pose(Vector.of(message.getPosition()), Rotation.of(message.getOrientation()));
    }

    public io.teleloop.contract.foxglove.Pose toMessage() {
        return io.teleloop.contract.foxglove.Pose.newBuilder()
                .setPosition(position.toMessage())
                .setOrientation(orientation.toMessage())
                .build();
    }

    /// Position (3) and quaternion x y z w (4).
    public float[] toFloats() {
        return new float[] {
            (float) position.x(),
            (float) position.y(),
            (float) position.z(),
            (float) orientation.x(),
            (float) orientation.y(),
            (float) orientation.z(),
            (float) orientation.w()
        };
    }

    /// True when the numbers can be a pose: finite, with a quaternion of length one.
    public boolean isValid() {
        return position.isFinite() && Math.abs(orientation.norm() - 1) < 1e-3;
    }
}
