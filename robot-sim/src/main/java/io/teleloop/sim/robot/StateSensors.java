package io.teleloop.sim.robot;

import com.google.protobuf.Timestamp;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.FrameTransform;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.foxglove.PoseInFrame;
import io.teleloop.contract.v1.GripperState;
import io.teleloop.contract.v1.TactileField;
import io.teleloop.contract.v1.TaskStatus;
import io.teleloop.contract.v1.Twist;
import io.teleloop.contract.v1.Wrench;
import io.teleloop.robot.SampleSink;
import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.Finger;
import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.mujoco.Simulation;
import java.util.List;

/// Senses everything but the cameras: the one place that makes these messages, in real time and in rollouts. Used
/// by the thread that steps the simulation alone.
public final class StateSensors {
    private static final String BASE_FRAME = "base";

    private final Environment environment;
    private final SimulatedArm arm;
    private final SampleSink sink;
    private final List<JointSensor> joints;

    /// @param position index in qpos
    /// @param velocity index in qvel
    private record JointSensor(String name, int position, int velocity) {}

    /// @param sink gets a message of each stream whenever it is asked for
    public StateSensors(Environment environment, SampleSink sink) {
        this.environment = environment;
        this.arm = environment.arm();
        this.sink = sink;
        Simulation simulation = environment.simulation();
        joints = DescriptionBuilder.JOINTS.stream()
                .map(name -> new JointSensor(name, simulation.qposAddress(name), simulation.qvelAddress(name)))
                .toList();
    }

    /// Joints, tool pose and velocity, wrench, gripper, objects and task status as they are now.
    public void publishState(long captureTimeNs) {
        Timestamp time = Wire.timestamp(captureTimeNs);
        publishJoints(captureTimeNs, time);
        sink.publish(
                Streams.TCP,
                captureTimeNs,
                PoseInFrame.newBuilder()
                        .setTimestamp(time)
                        .setFrameId(BASE_FRAME)
                        .setPose(Wire.pose(arm.tcp()))
                        .build()
                        .toByteString());
        io.teleloop.sim.geometry.Twist twist = arm.tcpTwist();
        sink.publish(
                Streams.TWIST,
                captureTimeNs,
                Twist.newBuilder()
                        .setTimestamp(time)
                        .setLinear(Wire.vector(twist.linear()))
                        .setAngular(Wire.vector(twist.angular()))
                        .build()
                        .toByteString());
        io.teleloop.sim.geometry.Wrench wrench = arm.wrench();
        sink.publish(
                Streams.WRENCH,
                captureTimeNs,
                Wrench.newBuilder()
                        .setTimestamp(time)
                        .setForce(Wire.vector(wrench.force()))
                        .setTorque(Wire.vector(wrench.torque()))
                        .build()
                        .toByteString());
        sink.publish(
                Streams.GRIPPER,
                captureTimeNs,
                GripperState.newBuilder()
                        .setTimestamp(time)
                        .setOpening(arm.opening())
                        .setForce(arm.gripForce())
                        .build()
                        .toByteString());
        publishObjects(captureTimeNs, time);
        sink.publish(
                Streams.TASK,
                captureTimeNs,
                TaskStatus.newBuilder()
                        .setTimestamp(time)
                        .setSuccess(environment.succeeded())
                        .setProgress(environment.progress())
                        .build()
                        .toByteString());
    }

    private void publishJoints(long captureTimeNs, Timestamp time) {
        Simulation simulation = environment.simulation();
        JointStates.Builder states = JointStates.newBuilder().setTimestamp(time);
        for (JointSensor joint : joints) {
            states.addJoints(JointState.newBuilder()
                    .setName(joint.name())
                    .setPosition(simulation.qpos().get(joint.position()))
                    .setVelocity(simulation.qvel().get(joint.velocity()))
                    .setEffort(simulation.qfrcActuator().get(joint.velocity())));
        }
        sink.publish(Streams.JOINTS, captureTimeNs, states.build().toByteString());
    }

    private void publishObjects(long captureTimeNs, Timestamp time) {
        FrameTransforms.Builder transforms = FrameTransforms.newBuilder();
        environment
                .objectPoses()
                .forEach((name, pose) -> transforms.addTransforms(FrameTransform.newBuilder()
                        .setTimestamp(time)
                        .setParentFrameId(BASE_FRAME)
                        .setChildFrameId(name)
                        .setTranslation(Wire.vector(pose.position()))
                        .setRotation(Wire.quaternion(pose.orientation()))));
        sink.publish(Streams.OBJECTS, captureTimeNs, transforms.build().toByteString());
    }

    /// Both fingertips as they are now.
    public void publishTactile(long captureTimeNs) {
        for (Finger finger : Finger.values()) {
            String pad = DescriptionBuilder.padName(finger);
            TactileField.Builder field = TactileField.newBuilder()
                    .setTimestamp(Wire.timestamp(captureTimeNs))
                    .setPad(pad)
                    .setRows(io.teleloop.sim.arm.TactileField.ROWS)
                    .setColumns(io.teleloop.sim.arm.TactileField.COLUMNS);
            for (float displacement : arm.tactile(finger).displacements()) {
                field.addDisplacement(displacement);
            }
            sink.publish(Streams.tactile(pad), captureTimeNs, field.build().toByteString());
        }
    }
}
