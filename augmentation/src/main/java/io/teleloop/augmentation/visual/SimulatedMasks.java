package io.teleloop.augmentation.visual;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.augmentation.Recording.RecordedSample;
import io.teleloop.contract.Streams;
import io.teleloop.contract.foxglove.FrameTransform;
import io.teleloop.contract.foxglove.FrameTransforms;
import io.teleloop.contract.foxglove.JointState;
import io.teleloop.contract.foxglove.JointStates;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.sim.camera.Segmentation;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.robot.StillScene;
import io.teleloop.sim.robot.StillScene.Sphere;
import io.teleloop.sim.robot.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Puts a simulated robot's scene as its joints and objects were recorded. They are sensed at 100 Hz, so a picture
/// is at most 5 ms from the state that it is laid over: half a millimetre at the pace of a demonstration.
public final class SimulatedMasks implements MaskSource {
    private final StillScene scene;
    private final Map<String, Camera> cameras = new HashMap<>();
    private final NavigableMap<Long, Map<String, Double>> joints = new TreeMap<>();
    private final NavigableMap<Long, Map<String, Pose>> objects = new TreeMap<>();
    private @Nullable Placed placed;

    /// How the scene was put last: pictures of several cameras are taken at once.
    private record Placed(Map<String, Double> joints, Map<String, Pose> objects) {}

    /// @param scene of the robot's task; nobody else may put it while these masks are in use
    /// @throws IllegalArgumentException when joints or objects were not recorded
    public SimulatedMasks(StillScene scene, RobotDescription robot, List<RecordedSample> samples) {
        this.scene = scene;
        robot.getCamerasList().forEach(camera -> cameras.put(camera.getName(), camera));
        try {
            for (RecordedSample sample : samples) {
                if (sample.stream().equals(Streams.JOINTS)) {
                    joints.put(sample.timeNs(), joints(JointStates.parseFrom(sample.data())));
                } else if (sample.stream().equals(Streams.OBJECTS)) {
                    objects.put(sample.timeNs(), objects(FrameTransforms.parseFrom(sample.data())));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("joints or objects cannot be read: " + e.getMessage(), e);
        }
        if (joints.isEmpty() || objects.isEmpty()) {
            throw new IllegalArgumentException(
                    "joints and objects were not recorded, so it is not known what the pictures show");
        }
    }

    private static Map<String, Double> joints(JointStates states) {
        Map<String, Double> positions = new HashMap<>();
        for (JointState joint : states.getJointsList()) {
            positions.put(joint.getName(), joint.getPosition());
        }
        return positions;
    }

    private static Map<String, Pose> objects(FrameTransforms transforms) {
        Map<String, Pose> poses = new LinkedHashMap<>();
        for (FrameTransform transform : transforms.getTransformsList()) {
            poses.put(transform.getChildFrameId(), Wire.pose(transform.getTranslation(), transform.getRotation()));
        }
        return poses;
    }

    @Override
    public Masks masks(String camera, long timeNs) {
        Camera described = cameras.get(camera);
        if (described == null) {
            throw new IllegalArgumentException(
                    "the robot has no camera '" + camera + "'; it has " + new TreeSet<>(cameras.keySet()));
        }
        Map<String, Pose> poses = place(timeNs);
        Segmentation segmentation = scene.segment(camera);
        List<String> names = new ArrayList<>(List.of(Masks.BACKGROUND, Masks.ROBOT));
        names.addAll(poses.keySet());
        byte[] labels = labels(segmentation.bodies(), names);
        byte[] label = new byte[segmentation.bodies().length];
        for (int pixel = 0; pixel < label.length; pixel++) {
            label[pixel] = labels[Math.max(0, segmentation.bodies()[pixel])];
        }
        Pose pose = Wire.pose(described.getPose());
        Pose inBase = described.getParentFrame().equals("tcp") ? scene.tcp().times(pose) : pose;
        double focal = segmentation.height() / 2.0 / Math.tan(Math.toRadians(described.getVerticalFovDeg()) / 2);
        return new Masks(
                segmentation.width(), segmentation.height(), names, label, segmentation.depth(), inBase, focal, poses);
    }

    /// The label of each body, up to the last one in sight; the world is background.
    private byte[] labels(int[] bodies, List<String> names) {
        byte[] labels = new byte[Math.max(0, Arrays.stream(bodies).max().orElse(0)) + 1];
        for (int body = 1; body < labels.length; body++) {
            labels[body] = (byte) Math.max(names.indexOf(scene.body(body)), names.indexOf(Masks.ROBOT));
        }
        return labels;
    }

    @Override
    public List<Sphere> occupied(long timeNs) {
        Map<String, Pose> _ = place(timeNs);
        return scene.occupied();
    }

    private Map<String, Pose> place(long timeNs) {
        Map<String, Double> angles = nearest(joints, timeNs);
        Map<String, Pose> poses = nearest(objects, timeNs);
        Placed wanted = new Placed(angles, poses);
        if (!wanted.equals(placed)) {
            scene.place(angles, poses);
            placed = wanted;
        }
        return poses;
    }

    private static <T> T nearest(NavigableMap<Long, T> track, long timeNs) {
        Map.Entry<Long, T> before = track.floorEntry(timeNs);
        Map.Entry<Long, T> after = track.ceilingEntry(timeNs);
        if (before == null || after == null) {
            return (before == null ? track.firstEntry() : before).getValue();
        }
        return timeNs - before.getKey() <= after.getKey() - timeNs ? before.getValue() : after.getValue();
    }
}
