package io.teleloop.datasets.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.FrameTransform;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.v1.TaskStatus;
import io.teleloop.contract.v1.Twist;
import io.teleloop.contract.v1.Wrench;
import java.util.List;

/// Makes a stream's message of its numbers, the inverse of [io.teleloop.contract.feature.Features].
final class StreamMessages {
    private static final long NANOS = 1_000_000_000;
    private static final int POSE = 7;

    private StreamMessages() {}

    /// @param names of joints or tracked objects
    static ByteString of(String stream, List<Integer> shape, List<String> names, float[] values, long timeNs) {
        Timestamp time = Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(timeNs, NANOS))
                .setNanos((int) Math.floorMod(timeNs, NANOS))
                .build();
        if (Streams.isTactile(stream)) {
            return tactile(stream, shape, values, time).toByteString();
        }
        return switch (stream) {
            case Streams.JOINTS -> joints(names, values, time).toByteString();
            case Streams.TCP ->
                PoseInFrame.newBuilder()
                        .setTimestamp(time)
                        .setFrameId("base")
                        .setPose(
                                Pose.newBuilder().setPosition(vector(values, 0)).setOrientation(quaternion(values, 3)))
                        .build()
                        .toByteString();
            case Streams.TWIST ->
                Twist.newBuilder()
                        .setTimestamp(time)
                        .setLinear(vector(values, 0))
                        .setAngular(vector(values, 3))
                        .build()
                        .toByteString();
            case Streams.WRENCH ->
                Wrench.newBuilder()
                        .setTimestamp(time)
                        .setForce(vector(values, 0))
                        .setTorque(vector(values, 3))
                        .build()
                        .toByteString();
            case Streams.GRIPPER ->
                GripperState.newBuilder()
                        .setTimestamp(time)
                        .setOpening(values[0])
                        .setForce(values[1])
                        .build()
                        .toByteString();
            case Streams.TASK ->
                TaskStatus.newBuilder()
                        .setTimestamp(time)
                        .setSuccess(values[0] != 0)
                        .setProgress(values[1])
                        .build()
                        .toByteString();
            case Streams.OBJECTS -> objects(names, values, time).toByteString();
            default -> throw new IllegalArgumentException("stream " + stream + " has no message that is known");
        };
    }

    private static JointStates joints(List<String> names, float[] values, Timestamp time) {
        JointStates.Builder states = JointStates.newBuilder().setTimestamp(time);
        int count = names.size();
        for (int i = 0; i < count; i++) {
            JointState.Builder joint =
                    JointState.newBuilder().setName(names.get(i)).setPosition(values[i]);
            if (values.length == 2 * count) {
                joint.setVelocity(values[count + i]);
            }
            states.addJoints(joint);
        }
        return states.build();
    }

    private static FrameTransforms objects(List<String> names, float[] values, Timestamp time) {
        FrameTransforms.Builder transforms = FrameTransforms.newBuilder();
        for (int i = 0; i < values.length / POSE; i++) {
            transforms.addTransforms(FrameTransform.newBuilder()
                    .setTimestamp(time)
                    .setParentFrameId("base")
                    .setChildFrameId(names.get(i))
                    .setTranslation(vector(values, POSE * i))
                    .setRotation(quaternion(values, POSE * i + 3)));
        }
        return transforms.build();
    }

    private static TactileField tactile(String stream, List<Integer> shape, float[] values, Timestamp time) {
        TactileField.Builder field = TactileField.newBuilder()
                .setTimestamp(time)
                .setPad(stream.substring(Streams.tactile("").length()))
                .setRows(shape.get(0))
                .setColumns(shape.get(1));
        for (float value : values) {
            field.addDisplacement(value);
        }
        return field.build();
    }

    private static Vector3 vector(float[] values, int at) {
        return Vector3.newBuilder()
                .setX(values[at])
                .setY(values[at + 1])
                .setZ(values[at + 2])
                .build();
    }

    private static Quaternion quaternion(float[] values, int at) {
        return Quaternion.newBuilder()
                .setX(values[at])
                .setY(values[at + 1])
                .setZ(values[at + 2])
                .setW(values[at + 3])
                .build();
    }
}
