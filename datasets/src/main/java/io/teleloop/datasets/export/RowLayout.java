package io.teleloop.datasets.export;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.Joint;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.lerobot.DataType;
import io.teleloop.lerobot.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which features the rows of a robot's episodes have.
///
/// @param streams the streams with numbers, with how many, in the order of the robot's description
/// @param cameras their names
record RowLayout(List<Feature> features, Map<String, Integer> streams, List<String> cameras) {
    /// What `observation.state` is made of, in this order.
    static final List<String> STATE =
            List.of(Streams.JOINTS, Streams.TCP, Streams.TWIST, Streams.WRENCH, Streams.GRIPPER);

    private static final Map<String, List<String>> NAMES = Map.of(
            Streams.TCP, List.of("x", "y", "z", "qx", "qy", "qz", "qw"),
            Streams.TWIST, List.of("vx", "vy", "vz", "wx", "wy", "wz"),
            Streams.WRENCH, List.of("fx", "fy", "fz", "tx", "ty", "tz"),
            Streams.GRIPPER, List.of("opening", "force"),
            Streams.TASK, List.of("success", "progress"));
    private static final int DISPLACEMENT = 3;

    /// @param readings of a step in which no stream is without a reading: they say how many numbers there are
    static RowLayout of(RobotDescription robot, List<Reading> readings) {
        Map<String, Integer> streams = new LinkedHashMap<>();
        for (Reading reading : readings) {
            if (!Streams.isCamera(reading.getStream()) && reading.getValuesCount() > 0) {
                streams.put(reading.getStream(), reading.getValuesCount());
            }
        }
        List<Feature> features = new ArrayList<>();
        List<String> state = STATE.stream()
                .filter(streams::containsKey)
                .flatMap(stream ->
                        names(robot, stream, streams.get(stream)).stream().map(name -> stream + "." + name))
                .toList();
        if (!state.isEmpty()) {
            features.add(vector(Keys.STATE, state));
        }
        Integer objects = streams.get(Streams.OBJECTS);
        if (objects != null) {
            features.add(new Feature(Keys.ENVIRONMENT, DataType.FLOAT32, List.of(objects), null));
        }
        streams.forEach((stream, count) -> features.add(streamFeature(robot, stream, count)));
        List<String> cameras = new ArrayList<>();
        for (Camera camera : robot.getCamerasList()) {
            if (readings.stream().anyMatch(reading -> reading.getStream().equals(Streams.camera(camera.getName())))) {
                cameras.add(camera.getName());
                features.add(Feature.camera(Keys.image(camera.getName()), camera.getHeight(), camera.getWidth()));
            }
        }
        List<String> action = robot.getActionSpace().getDimensionsList().stream()
                .map(ActionDimension::getName)
                .toList();
        features.add(vector(Keys.ACTION, action));
        features.add(vector(Keys.REQUESTED, action));
        features.add(Feature.scalar(Keys.INTERVENTION, DataType.BOOL));
        features.add(Feature.scalar(Keys.IS_INTERVENTION, DataType.BOOL));
        features.add(Feature.scalar(Keys.REWARD, DataType.FLOAT32));
        features.add(Feature.scalar(Keys.SUCCESS, DataType.BOOL));
        features.add(Feature.scalar(Keys.DONE, DataType.BOOL));
        features.add(Feature.scalar(Keys.TRUNCATED, DataType.BOOL));
        features.add(Feature.scalar(Keys.ACTOR, DataType.STRING));
        features.add(Feature.scalar(Keys.ACTOR_ID, DataType.STRING));
        features.add(Feature.scalar(Keys.POLICY_RAN, DataType.BOOL));
        features.add(vector(Keys.POLICY_ACTION, action));
        features.add(Feature.scalar(Keys.GENERATED, DataType.BOOL));
        features.add(Feature.scalar(Keys.TICK_TIME, DataType.INT64));
        Stream.concat(streams.keySet().stream(), cameras.stream().map(Streams::camera))
                .forEach(stream -> {
                    features.add(Feature.scalar(Keys.captureTime(stream), DataType.INT64));
                    features.add(Feature.scalar(Keys.gap(stream), DataType.BOOL));
                });
        return new RowLayout(List.copyOf(features), streams, List.copyOf(cameras));
    }

    /// The streams of a step that rows are made of: those with numbers and the cameras.
    static Set<String> observed(Collection<Reading> readings) {
        return readings.stream()
                .filter(reading -> Streams.isCamera(reading.getStream()) || reading.getValuesCount() > 0)
                .map(Reading::getStream)
                .collect(Collectors.toSet());
    }

    Set<String> observed() {
        return Stream.concat(streams.keySet().stream(), cameras.stream().map(Streams::camera))
                .collect(Collectors.toSet());
    }

    List<Integer> shapeOf(String stream) {
        return features.stream()
                .filter(feature -> feature.key().equals(Keys.stream(stream)))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    private static Feature streamFeature(RobotDescription robot, String stream, int count) {
        for (TactilePad pad : robot.getTactilePadsList()) {
            if (Streams.tactile(pad.getName()).equals(stream)
                    && pad.getRows() * pad.getColumns() * DISPLACEMENT == count) {
                return new Feature(
                        Keys.stream(stream),
                        DataType.FLOAT32,
                        List.of(pad.getRows(), pad.getColumns(), DISPLACEMENT),
                        List.of("row", "column", "displacement"));
            }
        }
        return vector(Keys.stream(stream), names(robot, stream, count));
    }

    private static Feature vector(String key, List<String> names) {
        return Feature.vector(key, DataType.FLOAT32, names);
    }

    private static List<String> names(RobotDescription robot, String stream, @Nullable Integer count) {
        int size = count == null ? 0 : count;
        List<String> names = stream.equals(Streams.JOINTS) ? jointNames(robot) : NAMES.getOrDefault(stream, List.of());
        return names.size() == size
                ? names
                : Stream.iterate(0, i -> i < size, i -> i + 1)
                        .map(String::valueOf)
                        .toList();
    }

    private static List<String> jointNames(RobotDescription robot) {
        List<String> joints = robot.getJointsList().stream().map(Joint::getName).toList();
        return Stream.concat(
                        joints.stream().map(joint -> joint + ".pos"),
                        joints.stream().map(joint -> joint + ".vel"))
                .toList();
    }
}
