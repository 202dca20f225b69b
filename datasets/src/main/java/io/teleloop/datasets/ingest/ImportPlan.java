package io.teleloop.datasets.ingest;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Camera;
import io.teleloop.contract.v1.Joint;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.TactilePad;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.datasets.export.Keys;
import io.teleloop.lerobot.DataType;
import io.teleloop.lerobot.DatasetInfo;
import io.teleloop.lerobot.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which stream each feature of a data set becomes. Of a data set that Teleloop exported, each its own again; of
/// any other, `observation.state` becomes joints: that is what it mostly is, and its names stay.
///
/// @param streams those with numbers
/// @param cameras features of cameras
/// @param action null for a data set without actions
record ImportPlan(
        DatasetInfo info,
        List<NumberStream> streams,
        List<Feature> cameras,
        @Nullable Feature action) {
    private static final String OBSERVATION = "observation.";
    private static final String IMAGES = "observation.images.";
    private static final String POSITION = ".pos";
    private static final int TACTILE_DIMENSIONS = 3;
    private static final int POSE = 7;
    private static final long SECOND = 1_000_000_000;

    private static final Map<String, String> SCHEMAS = Map.of(
            Streams.JOINTS, "foxglove.JointStates",
            Streams.TCP, "foxglove.PoseInFrame",
            Streams.TWIST, "teleloop.v1.Twist",
            Streams.WRENCH, "teleloop.v1.Wrench",
            Streams.GRIPPER, "teleloop.v1.GripperState",
            Streams.TASK, "teleloop.v1.TaskStatus",
            Streams.OBJECTS, "foxglove.FrameTransforms");
    private static final Map<String, Integer> SIZES =
            Map.of(Streams.TCP, 7, Streams.TWIST, 6, Streams.WRENCH, 6, Streams.GRIPPER, 2, Streams.TASK, 2);

    /// A stream with numbers.
    ///
    /// @param names of joints or objects
    record NumberStream(String name, String schema, Feature feature, List<String> names) {}

    static ImportPlan of(DatasetInfo info) {
        List<NumberStream> streams = new ArrayList<>();
        List<Feature> cameras = new ArrayList<>();
        for (Feature feature : info.features()) {
            if (feature.isCamera()) {
                cameras.add(feature);
            } else if (feature.type() == DataType.FLOAT32 && feature.key().startsWith(OBSERVATION)) {
                stream(feature).ifPresent(streams::add);
            }
        }
        if (streams.isEmpty()) {
            feature(info, Keys.STATE)
                    .map(state -> new NumberStream(Streams.JOINTS, schema(Streams.JOINTS), state, entryNames(state)))
                    .ifPresent(streams::add);
        }
        return new ImportPlan(
                info,
                List.copyOf(streams),
                List.copyOf(cameras),
                feature(info, Keys.ACTION).orElse(null));
    }

    private static Optional<NumberStream> stream(Feature feature) {
        String name = feature.key().substring(OBSERVATION.length());
        int size = feature.shape().stream().reduce(1, (product, length) -> product * length);
        if (Streams.isTactile(name)) {
            boolean field = feature.shape().size() == TACTILE_DIMENSIONS
                    && feature.shape().getLast() == TACTILE_DIMENSIONS;
            return field
                    ? Optional.of(new NumberStream(name, "teleloop.v1.TactileField", feature, List.of()))
                    : Optional.empty();
        }
        boolean fits =
                switch (name) {
                    case Streams.JOINTS -> size % 2 == 0;
                    case Streams.OBJECTS -> size % POSE == 0;
                    default -> SIZES.getOrDefault(name, -1) == size;
                };
        return fits
                ? Optional.of(new NumberStream(name, schema(name), feature, names(name, feature, size)))
                : Optional.empty();
    }

    private static String schema(String stream) {
        return SCHEMAS.getOrDefault(stream, "");
    }

    private static List<String> names(String stream, Feature feature, int size) {
        return switch (stream) {
            case Streams.JOINTS ->
                entryNames(feature).subList(0, size / 2).stream()
                        .map(name ->
                                name.endsWith(POSITION) ? name.substring(0, name.length() - POSITION.length()) : name)
                        .toList();
            case Streams.OBJECTS ->
                IntStream.range(0, size / POSE).mapToObj(i -> "object-" + i).toList();
            default -> List.of();
        };
    }

    private static List<String> entryNames(Feature feature) {
        List<String> names = feature.names();
        int size = feature.shape().getFirst();
        return names != null && names.size() == size
                ? names
                : IntStream.range(0, size).mapToObj(String::valueOf).toList();
    }

    private static Optional<Feature> feature(DatasetInfo info, String key) {
        return info.features().stream()
                .filter(feature -> feature.key().equals(key) && feature.shape().size() == 1)
                .findFirst();
    }

    boolean has(String key) {
        return info.features().stream().anyMatch(feature -> feature.key().equals(key));
    }

    /// The stream of a camera's feature.
    static String cameraStream(Feature camera) {
        return Streams.camera(cameraName(camera));
    }

    private static String cameraName(Feature camera) {
        return camera.key().startsWith(IMAGES) ? camera.key().substring(IMAGES.length()) : camera.key();
    }

    /// A robot that could have performed the data set.
    RobotDescription robot(String task) {
        RobotDescription.Builder robot = RobotDescription.newBuilder()
                .setRobotId("import-" + info.robotType())
                .setModel(info.robotType())
                .setTask(task)
                .setInstruction(task);
        long tolerance = 2 * SECOND / info.fps();
        for (NumberStream stream : streams) {
            describe(stream, robot);
            robot.addStreams(stream(stream.name(), stream.schema(), tolerance));
        }
        for (Feature camera : cameras) {
            robot.addCameras(Camera.newBuilder()
                    .setName(cameraName(camera))
                    .setHeight(camera.shape().get(0))
                    .setWidth(camera.shape().get(1))
                    .setFrameRateHz(info.fps()));
            robot.addStreams(stream(cameraStream(camera), "foxglove.CompressedImage", tolerance));
        }
        if (action != null) {
            ActionSpace.Builder space = ActionSpace.newBuilder();
            for (String name : entryNames(action)) {
                space.addDimensions(ActionDimension.newBuilder().setName(name));
            }
            robot.setActionSpace(space);
        }
        return robot.build();
    }

    private static void describe(NumberStream stream, RobotDescription.Builder robot) {
        if (stream.name().equals(Streams.JOINTS)) {
            stream.names().forEach(name -> robot.addJoints(Joint.newBuilder().setName(name)));
        } else if (stream.name().equals(Streams.OBJECTS)) {
            stream.names()
                    .forEach(name -> robot.addObjects(TrackedObject.newBuilder().setName(name)));
        } else if (Streams.isTactile(stream.name())) {
            robot.addTactilePads(TactilePad.newBuilder()
                    .setName(stream.name().substring(Streams.tactile("").length()))
                    .setRows(stream.feature().shape().get(0))
                    .setColumns(stream.feature().shape().get(1)));
        }
    }

    private StreamDescription stream(String name, String schema, long tolerance) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(info.fps())
                .setToleranceNs(tolerance)
                .build();
    }
}
