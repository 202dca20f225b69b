package io.teleloop.local.demo;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Between the operator protocol and the scripted expert, for one robot.
final class ExpertView {
    private static final int POSE = 7;
    private static final double MILLIS = 1e-3;

    private final List<String> objects;
    private final List<String> action;

    ExpertView(RobotDescription robot) {
        objects = robot.getObjectsList().stream().map(TrackedObject::getName).toList();
        action = robot.getActionSpace().getDimensionsList().stream()
                .map(ActionDimension::getName)
                .toList();
    }

    ExpertObservation observe(ObservationPacket packet) {
        Map<String, Pose> poses = new HashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            poses.put(objects.get(i), pose(packet.objects(), POSE * i));
        }
        return new ExpertObservation(
                packet.captureMs() * MILLIS,
                pose(packet.tcp(), 0),
                new Wrench(vector(packet.wrench(), 0), vector(packet.wrench(), 3)),
                packet.gripper(),
                poses);
    }

    /// The action in the order of the robot's action space.
    double[] command(Action wanted) {
        double[] values = new double[action.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(action.get(i), wanted);
        }
        return values;
    }

    private static double value(String dimension, Action wanted) {
        return switch (dimension) {
            case "linear.x" -> wanted.twist().linear().x();
            case "linear.y" -> wanted.twist().linear().y();
            case "linear.z" -> wanted.twist().linear().z();
            case "angular.x" -> wanted.twist().angular().x();
            case "angular.y" -> wanted.twist().angular().y();
            case "angular.z" -> wanted.twist().angular().z();
            case "gripper" -> wanted.gripperOpening();
            default -> throw new IllegalArgumentException("the scripted expert knows no action '" + dimension + "'");
        };
    }

    private static Pose pose(float[] values, int at) {
        Quaternion orientation =
                new Quaternion(values[at + 6], values[at + 3], values[at + 4], values[at + 5]).normalized();
        return new Pose(vector(values, at), orientation);
    }

    private static Vec3 vector(float[] values, int at) {
        return new Vec3(values[at], values[at + 1], values[at + 2]);
    }
}
