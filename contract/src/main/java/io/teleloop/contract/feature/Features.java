package io.teleloop.contract.feature;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
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

/// Turns a sample's data into the numbers of a step's `Reading.values`. SI units, base frame, quaternions x y z w.
///
/// | schema | values |
/// |---|---|
/// | `foxglove.JointStates` | n positions, then n velocities, in the message's order |
/// | `foxglove.PoseInFrame` | position (3), quaternion (4) |
/// | `teleloop.v1.Twist` | linear (3), angular (3) |
/// | `teleloop.v1.Wrench` | force (3), torque (3) |
/// | `teleloop.v1.GripperState` | opening, force |
/// | `teleloop.v1.TactileField` | rows x columns x 3 displacements |
/// | `foxglove.FrameTransforms` | for each: translation (3), quaternion (4) |
/// | `teleloop.v1.TaskStatus` | success (0 or 1), progress |
/// | any other | none |
public final class Features {
    private static final float[] NONE = {};

    private Features() {}

    /// @param schema full name of the protobuf message in `data`
    /// @throws InvalidProtocolBufferException when the data is not of that schema
    public static float[] values(String schema, ByteString data) throws InvalidProtocolBufferException {
        return switch (schema) {
            case "foxglove.JointStates" -> joints(JointStates.parseFrom(data));
            case "foxglove.PoseInFrame" -> pose(PoseInFrame.parseFrom(data).getPose());
            case "teleloop.v1.Twist" -> twist(Twist.parseFrom(data));
            case "teleloop.v1.Wrench" -> wrench(Wrench.parseFrom(data));
            case "teleloop.v1.GripperState" -> gripper(GripperState.parseFrom(data));
            case "teleloop.v1.TactileField" -> tactile(TactileField.parseFrom(data));
            case "foxglove.FrameTransforms" -> transforms(FrameTransforms.parseFrom(data));
            case "teleloop.v1.TaskStatus" -> task(TaskStatus.parseFrom(data));
            default -> NONE;
        };
    }

    private static float[] joints(JointStates states) {
        int n = states.getJointsCount();
        float[] values = new float[2 * n];
        for (int i = 0; i < n; i++) {
            JointState joint = states.getJoints(i);
            values[i] = (float) joint.getPosition();
            values[n + i] = (float) joint.getVelocity();
        }
        return values;
    }

    private static float[] pose(Pose pose) {
        float[] values = new float[7];
        put(values, 0, pose.getPosition());
        put(values, 3, pose.getOrientation());
        return values;
    }

    private static float[] twist(Twist twist) {
        float[] values = new float[6];
        put(values, 0, twist.getLinear());
        put(values, 3, twist.getAngular());
        return values;
    }

    private static float[] wrench(Wrench wrench) {
        float[] values = new float[6];
        put(values, 0, wrench.getForce());
        put(values, 3, wrench.getTorque());
        return values;
    }

    private static float[] gripper(GripperState gripper) {
        return new float[] {(float) gripper.getOpening(), (float) gripper.getForce()};
    }

    private static float[] tactile(TactileField field) {
        float[] values = new float[field.getDisplacementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field.getDisplacement(i);
        }
        return values;
    }

    private static float[] transforms(FrameTransforms transforms) {
        float[] values = new float[7 * transforms.getTransformsCount()];
        for (int i = 0; i < transforms.getTransformsCount(); i++) {
            FrameTransform transform = transforms.getTransforms(i);
            put(values, 7 * i, transform.getTranslation());
            put(values, 7 * i + 3, transform.getRotation());
        }
        return values;
    }

    private static float[] task(TaskStatus task) {
        return new float[] {task.getSuccess() ? 1 : 0, (float) task.getProgress()};
    }

    private static void put(float[] values, int at, Vector3 vector) {
        values[at] = (float) vector.getX();
        values[at + 1] = (float) vector.getY();
        values[at + 2] = (float) vector.getZ();
    }

    private static void put(float[] values, int at, Quaternion quaternion) {
        values[at] = (float) quaternion.getX();
        values[at + 1] = (float) quaternion.getY();
        values[at + 2] = (float) quaternion.getZ();
        values[at + 3] = (float) quaternion.getW();
    }
}
