package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.feature.Features;
import io.teleloop.contract.foxglove.FrameTransform;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TaskStatus;
import io.teleloop.contract.v1.Twist;
import io.teleloop.contract.v1.Wrench;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.Measured;
import io.teleloop.gateway.control.Pose;
import io.teleloop.gateway.control.ShapedTarget;
import io.teleloop.gateway.observation.Reception;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest state of one robot, in the form in which operators see it. Not thread-safe.
final class SensedState {
    private static final int POSE = 7;

    private final Map<String, Integer> joints = new HashMap<>();
    private final Map<String, Integer> objects = new HashMap<>();
    private final float[] jointPositions;
    private final float[] objectPoses;
    private float[] twist = new float[6];
    private float[] wrench = new float[6];
    private @Nullable Pose tcp;
    private long tcpTimeNs;
    private double opening;
    private boolean success;
    private double progress;
    private long sequence;

    SensedState(RobotDescription robot) {
        robot.getJointsList().forEach(joint -> joints.put(joint.getName(), joints.size()));
        robot.getObjectsList().forEach(thing -> objects.put(thing.getName(), objects.size()));
        jointPositions = new float[joints.size()];
        objectPoses = new float[POSE * objects.size()];
        for (int i = POSE - 1; i < objectPoses.length; i += POSE) {
            objectPoses[i] = 1;
        }
    }

    /// @throws InvalidProtocolBufferException when the data is not of the stream's schema
    /// @throws IllegalArgumentException when the numbers cannot be
    void update(Reception sample) throws InvalidProtocolBufferException {
        switch (sample.stream()) {
            case Streams.TCP -> tcp(PoseInFrame.parseFrom(sample.data()), sample.captureTimeNs());
            case Streams.JOINTS -> joints(JointStates.parseFrom(sample.data()));
            case Streams.OBJECTS -> objects(FrameTransforms.parseFrom(sample.data()));
            case Streams.TWIST -> twist = Features.values(Twist.getDescriptor().getFullName(), sample.data());
            case Streams.WRENCH ->
                wrench = Features.values(Wrench.getDescriptor().getFullName(), sample.data());
            case Streams.GRIPPER ->
                opening = GripperState.parseFrom(sample.data()).getOpening();
            case Streams.TASK -> {
                TaskStatus status = TaskStatus.parseFrom(sample.data());
                success = status.getSuccess();
                progress = status.getProgress();
            }
            default -> {
                // Other streams are recorded and shown in their own ways.
            }
        }
    }

    private void tcp(PoseInFrame message, long timeNs) {
        Pose pose = Pose.of(message.getPose());
        if (!pose.isValid()) {
            throw new IllegalArgumentException("the tool's pose is not finite or its quaternion is not of length one");
        }
        tcp = pose;
        tcpTimeNs = timeNs;
    }

    private void joints(JointStates message) {
        for (JointState joint : message.getJointsList()) {
            Integer place = joints.get(joint.getName());
            if (place != null) {
                jointPositions[place] = (float) joint.getPosition();
            }
        }
    }

    private void objects(FrameTransforms message) {
        for (FrameTransform transform : message.getTransformsList()) {
            Integer place = objects.get(transform.getChildFrameId());
            if (place != null) {
                int at = POSE * place;
                objectPoses[at] = (float) transform.getTranslation().getX();
                objectPoses[at + 1] = (float) transform.getTranslation().getY();
                objectPoses[at + 2] = (float) transform.getTranslation().getZ();
                objectPoses[at + 3] = (float) transform.getRotation().getX();
                objectPoses[at + 4] = (float) transform.getRotation().getY();
                objectPoses[at + 5] = (float) transform.getRotation().getZ();
                objectPoses[at + 6] = (float) transform.getRotation().getW();
            }
        }
    }

    Optional<Measured> measured() {
        Pose pose = tcp;
        return pose == null ? Optional.empty() : Optional.of(new Measured(tcpTimeNs, pose, opening));
    }

    double opening() {
        return opening;
    }

    /// @param target that was sent at this tick; without one nobody drives, and the measured pose is shown
    /// @return empty before the robot has told where it is
    Optional<byte[]> observation(Optional<ShapedTarget> target, double commandAgeMs, long nowNs) {
        Pose pose = tcp;
        if (pose == null) {
            return Optional.empty();
        }
        sequence++;
        return Optional.of(new ObservationPacket(
                        success,
                        target.isPresent(),
                        sequence,
                        tcpTimeNs / GatewayClock.NANOS_PER_MS,
                        nowNs / GatewayClock.NANOS_PER_MS,
                        (float) commandAgeMs,
                        (float) progress,
                        jointPositions,
                        pose.toFloats(),
                        twist,
                        wrench,
                        (float) opening,
                        target.map(ShapedTarget::pose).orElse(pose).toFloats(),
                        objectPoses)
                .encode());
    }
}
