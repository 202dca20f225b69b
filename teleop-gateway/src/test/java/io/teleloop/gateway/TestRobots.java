package io.teleloop.gateway;

import com.google.protobuf.ByteString;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.CompressedImage;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import java.util.List;

/// A small robot for tests: one camera, one gripper, a tool that floats.
public final class TestRobots {
    public static final long TOLERANCE_NS = 200_000_000;

    private TestRobots() {}

    public static RobotDescription description(String id) {
        return RobotDescription.newBuilder()
                .setRobotId(id)
                .setModel("test-arm")
                .setTask("test-task")
                .setInstruction("Do the test.")
                .addCameras(Camera.newBuilder()
                        .setName("scene")
                        .setWidth(80)
                        .setHeight(64)
                        .setFrameRateHz(20))
                .setActionSpace(actionSpace())
                .setLimits(limits())
                .addStreams(stream(Streams.TCP, PoseInFrame.getDescriptor().getFullName(), 100))
                .addStreams(stream(Streams.GRIPPER, GripperState.getDescriptor().getFullName(), 100))
                .addStreams(stream(
                        Streams.camera("scene"), CompressedImage.getDescriptor().getFullName(), 20))
                .setResettable(true)
                .build();
    }

    private static StreamDescription stream(String name, String schema, double rateHz) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(rateHz)
                .setToleranceNs(TOLERANCE_NS)
                .build();
    }

    public static ActionSpace actionSpace() {
        ActionSpace.Builder space = ActionSpace.newBuilder();
        for (String axis : List.of("linear.x", "linear.y", "linear.z")) {
            space.addDimensions(dimension(axis, "m/s", -0.5, 0.5));
        }
        for (String axis : List.of("angular.x", "angular.y", "angular.z")) {
            space.addDimensions(dimension(axis, "rad/s", -2, 2));
        }
        return space.addDimensions(dimension("gripper", "m", 0, 0.08)).build();
    }

    private static ActionDimension dimension(String name, String unit, double minimum, double maximum) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setUnit(unit)
                .setMinimum(minimum)
                .setMaximum(maximum)
                .build();
    }

    public static ControlLimits limits() {
        return ControlLimits.newBuilder()
                .setLinearVelocity(0.3)
                .setAngularVelocity(1.5)
                .setLinearAcceleration(2)
                .setAngularAcceleration(10)
                .setLeashM(0.05)
                .setWorkspaceMin(Vector3.newBuilder().setX(0.2).setY(-0.4).setZ(0.1))
                .setWorkspaceMax(Vector3.newBuilder().setX(0.8).setY(0.4).setZ(0.6))
                .build();
    }

    public static ByteString tcp(double x, double y, double z) {
        return PoseInFrame.newBuilder()
                .setFrameId("base")
                .setPose(Pose.newBuilder()
                        .setPosition(Vector3.newBuilder().setX(x).setY(y).setZ(z))
                        .setOrientation(Quaternion.newBuilder().setW(1)))
                .build()
                .toByteString();
    }

    public static ByteString gripper(double opening) {
        return GripperState.newBuilder().setOpening(opening).build().toByteString();
    }

    /// Not a picture that can be decoded: what is recorded is what came.
    public static ByteString picture(int number) {
        return CompressedImage.newBuilder()
                .setFormat("jpeg")
                .setData(ByteString.copyFromUtf8("picture " + number))
                .build()
                .toByteString();
    }
}
