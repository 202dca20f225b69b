package io.teleloop.gateway.robotlink;

import io.teleloop.contract.Schemas;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.gateway.control.ActionLayout;
import io.teleloop.gateway.control.Vector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the gateway can work with what a robot says of itself.
final class DescriptionCheck {
    private static final int MOST_JOINTS = 64;
    private static final int MOST_LINKS = 128;
    private static final int MOST_OBJECTS = 64;
    private static final int MOST_CAMERAS = 8;
    private static final int MOST_PADS = 16;
    private static final int MOST_STREAMS = 128;
    private static final int MOST_MARKERS = 4096;
    /// The time code below the picture has 40 blocks.
    private static final int TIMECODE_BLOCKS = 40;

    private static final int LARGEST_PICTURE = 1920;

    private static final Map<String, String> SCHEMAS = Map.of(
            Streams.JOINTS, "foxglove.JointStates",
            Streams.TCP, "foxglove.PoseInFrame",
            Streams.TWIST, "teleloop.v1.Twist",
            Streams.WRENCH, "teleloop.v1.Wrench",
            Streams.GRIPPER, "teleloop.v1.GripperState",
            Streams.OBJECTS, "foxglove.FrameTransforms",
            Streams.TASK, "teleloop.v1.TaskStatus");

    private DescriptionCheck() {}

    /// @throws InvalidDescriptionException with the first thing that is wrong
    static void check(RobotDescription robot) throws InvalidDescriptionException {
        count("joints", robot.getJointsCount(), MOST_JOINTS);
        count("links", robot.getLinksCount(), MOST_LINKS);
        count("objects", robot.getObjectsCount(), MOST_OBJECTS);
        count("cameras", robot.getCamerasCount(), MOST_CAMERAS);
        count("tactile pads", robot.getTactilePadsCount(), MOST_PADS);
        count("streams", robot.getStreamsCount(), MOST_STREAMS);
        require(!robot.getTask().isBlank(), "the task is empty; name what the robot is set up for");
        unique(
                "joint",
                robot.getJointsList().stream().map(joint -> joint.getName()).toList());
        unique("camera", robot.getCamerasList().stream().map(Camera::getName).toList());
        unique(
                "tactile pad",
                robot.getTactilePadsList().stream().map(TactilePad::getName).toList());
        unique(
                "stream",
                robot.getStreamsList().stream().map(StreamDescription::getName).toList());
        Map<String, StreamDescription> streams = new HashMap<>();
        for (StreamDescription stream : robot.getStreamsList()) {
            stream(stream);
            streams.put(stream.getName(), stream);
        }
        require(
                streams.containsKey(Streams.TCP),
                "stream '" + Streams.TCP + "' is missing; without the tool's pose the robot cannot be driven");
        for (Camera camera : robot.getCamerasList()) {
            camera(camera, streams);
        }
        for (TactilePad pad : robot.getTactilePadsList()) {
            require(
                    pad.getRows() > 0
                            && pad.getColumns() > 0
                            && pad.getRows() <= 255
                            && pad.getColumns() <= 255
                            && pad.getRows() * pad.getColumns() <= MOST_MARKERS,
                    "tactile pad '" + pad.getName() + "' has " + pad.getRows() + " x " + pad.getColumns() + " markers");
            schema(streams, Streams.tactile(pad.getName()), "teleloop.v1.TactileField");
        }
        try {
            new ActionLayout(robot.getActionSpace());
        } catch (IllegalArgumentException e) {
            throw new InvalidDescriptionException(String.valueOf(e.getMessage()));
        }
        limits(robot.getLimits());
    }

    private static void stream(StreamDescription stream) throws InvalidDescriptionException {
        String name = stream.getName();
        require(
                !name.equals(Streams.COMMAND) && !name.equals(Streams.STEP),
                "stream '" + name + "' is written by the gateway; choose another name");
        require(
                Schemas.find(stream.getSchema()).isPresent()
                        || !stream.getFileDescriptorSet().isEmpty(),
                "stream '" + name + "' has schema '" + stream.getSchema()
                        + "', which Teleloop does not know; send its file descriptor set");
        String expected = SCHEMAS.get(name);
        require(
                expected == null || expected.equals(stream.getSchema()),
                "stream '" + name + "' has schema '" + stream.getSchema() + "', it must be '" + expected + "'");
        require(stream.getToleranceNs() > 0, "stream '" + name + "' has no tolerance; say when a reading is too old");
        require(
                Double.isFinite(stream.getRateHz()) && stream.getRateHz() > 0 && stream.getRateHz() <= 2000,
                "stream '" + name + "' has a rate of " + stream.getRateHz() + " Hz");
    }

    private static void camera(Camera camera, Map<String, StreamDescription> streams)
            throws InvalidDescriptionException {
        int width = camera.getWidth();
        int height = camera.getHeight();
        require(
                width >= 2 * TIMECODE_BLOCKS && width <= LARGEST_PICTURE && width % TIMECODE_BLOCKS == 0,
                "camera '" + camera.getName() + "' is " + width + " wide; use a multiple of " + TIMECODE_BLOCKS
                        + " from 80 to " + LARGEST_PICTURE);
        require(
                height >= 16 && height <= LARGEST_PICTURE && height % 2 == 0,
                "camera '" + camera.getName() + "' is " + height + " high; use an even number up to "
                        + LARGEST_PICTURE);
        require(
                camera.getFrameRateHz() > 0 && camera.getFrameRateHz() <= 120,
                "camera '" + camera.getName() + "' has " + camera.getFrameRateHz() + " pictures a second");
        schema(streams, Streams.camera(camera.getName()), "foxglove.CompressedImage");
    }

    private static void schema(Map<String, StreamDescription> streams, String name, String expected)
            throws InvalidDescriptionException {
        StreamDescription stream = streams.get(name);
        require(stream != null, "stream '" + name + "' is missing");
        require(
                stream != null && stream.getSchema().equals(expected),
                "stream '" + name + "' must have schema '" + expected + "'");
    }

    private static void limits(ControlLimits limits) throws InvalidDescriptionException {
        positive("linear velocity", limits.getLinearVelocity());
        positive("angular velocity", limits.getAngularVelocity());
        positive("linear acceleration", limits.getLinearAcceleration());
        positive("angular acceleration", limits.getAngularAcceleration());
        positive("leash", limits.getLeashM());
        if (!(limits.getLeashRad() >= 0 && limits.getLeashRad() <= Math.PI)) {
            throw new InvalidDescriptionException(
                    "the leash on orientation is " + limits.getLeashRad() + " rad; use 0 (the default) to pi");
        }
        Vector min = Vector.of(limits.getWorkspaceMin());
        Vector max = Vector.of(limits.getWorkspaceMax());
        require(
                min.isFinite() && max.isFinite() && min.x() < max.x() && min.y() < max.y() && min.z() < max.z(),
                "the workspace box " + min + " to " + max + " is empty");
    }

    private static void positive(String what, double value) throws InvalidDescriptionException {
        require(
                Double.isFinite(value) && value > 0,
                "the limit of " + what + " is " + value + "; it must be above zero");
    }

    private static void count(String what, int count, int most) throws InvalidDescriptionException {
        require(count <= most, count + " " + what + ", at most " + most + " are allowed");
    }

    private static void unique(String what, List<String> names) throws InvalidDescriptionException {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            require(
                    !name.isBlank() && name.length() <= 64,
                    "a " + what + " is called '" + name + "'; use 1 to 64 characters");
            require(seen.add(name), "two " + what + "s are called '" + name + "'");
        }
    }

    private static void require(boolean holds, String otherwise) throws InvalidDescriptionException {
        if (!holds) {
            throw new InvalidDescriptionException(otherwise);
        }
    }
}
