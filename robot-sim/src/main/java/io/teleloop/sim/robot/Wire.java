package io.teleloop.sim.robot;

import com.google.protobuf.Timestamp;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.sim.geometry.Vec3;

/// Between this module's geometry and the contract's messages.
public final class Wire {
    private static final long SECOND = 1_000_000_000L;

    private Wire() {}

    public static Vector3 vector(Vec3 v) {
        return Vector3.newBuilder().setX(v.x()).setY(v.y()).setZ(v.z()).build();
    }

    public static Vec3 vector(Vector3 v) {
        return new Vec3(v.getX(), v.getY(), v.getZ());
    }

    public static Quaternion quaternion(io.teleloop.sim.geometry.Quaternion q) {
        return Quaternion.newBuilder()
                .setW(q.w())
                .setX(q.x())
                .setY(q.y())
                .setZ(q.z())
                .build();
    }

    public static Pose pose(io.teleloop.sim.geometry.Pose pose) {
        return Pose.newBuilder()
                .setPosition(vector(pose.position()))
                .setOrientation(quaternion(pose.orientation()))
                .build();
    }

    public static io.teleloop.sim.geometry.Pose pose(Pose pose) {
        return pose(pose.getPosition(), pose.getOrientation());
    }

    public static io.teleloop.sim.geometry.Pose pose(Vector3 position, Quaternion q) {
        return new io.teleloop.sim.geometry.Pose(
                vector(position),
                new io.teleloop.sim.geometry.Quaternion(q.getW(), q.getX(), q.getY(), q.getZ()).normalized());
    }

    public static Timestamp timestamp(long nanoseconds) {
        return Timestamp.newBuilder()
                .setSeconds(nanoseconds / SECOND)
                .setNanos((int) (nanoseconds % SECOND))
                .build();
    }
}
