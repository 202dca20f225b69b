package io.teleloop.contract.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.TactilePad;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a policy observes: features one after the other, in raw SI units (a network normalises by itself).
public record ObservationSpec(List<Feature> features) {
    private static final int POSE = 7;
    /// Metres: where a gripper closes, and where a fit is decided.
    private static final double[] NEAR = {0.03, 0.005};
    private static final int TACTILE_CELL_ROWS = 2;
    private static final int TACTILE_CELL_COLUMNS = 1;

    public ObservationSpec {
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("an observation without features tells nothing");
        }
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("feature " + feature.name() + " stands twice");
            }
        }
    }

    /// How many numbers an observation has.
    @JsonIgnore
    public int size() {
        return features.stream().mapToInt(Feature::size).sum();
    }

    /// What can be said of any robot without knowing its task: pose and velocity of the tool centre point, force,
    /// gripper, touch, and where the tracked objects are from the tool centre point and from each other. No
    // pictures.
    public static ObservationSpec of(RobotDescription robot) {
        Set<String> streams = new HashSet<>();
        robot.getStreamsList().forEach(stream -> streams.add(stream.getName()));
        List<Feature> features = new ArrayList<>();
        if (streams.contains(Streams.TCP)) {
            features.add(new Feature.Values("tcp.position", "m", Streams.TCP, 0, 3));
            features.add(new Feature.Rotation("tcp.rotation", Streams.TCP, 3));
        }
        if (streams.contains(Streams.TWIST)) {
            features.add(new Feature.Values("twist.linear", "m/s", Streams.TWIST, 0, 3));
            features.add(new Feature.Values("twist.angular", "rad/s", Streams.TWIST, 3, 3));
        }
        if (streams.contains(Streams.WRENCH)) {
            features.add(new Feature.Values("wrench.force", "N", Streams.WRENCH, 0, 3));
            features.add(new Feature.Values("wrench.torque", "N m", Streams.WRENCH, 3, 3));
        }
        if (streams.contains(Streams.GRIPPER)) {
            features.add(new Feature.Values("gripper.opening", "m", Streams.GRIPPER, 0, 1));
        }
        if (streams.contains(Streams.OBJECTS) && streams.contains(Streams.TCP)) {
            for (int i = 0; i < robot.getObjectsCount(); i++) {
                String object = robot.getObjects(i).getName();
                features.add(
                        new Feature.Offset("object." + object + ".offset", Streams.OBJECTS, POSE * i, Streams.TCP, 0));
                features.add(new Feature.Rotation("object." + object + ".rotation", Streams.OBJECTS, POSE * i + 3));
                addNearness(features, object, i, "tcp", Streams.TCP, 0);
                for (int j = 0; j < i; j++) {
                    addNearness(features, object, i, robot.getObjects(j).getName(), Streams.OBJECTS, POSE * j);
                }
            }
        }
        for (TactilePad pad : robot.getTactilePadsList()) {
            String stream = Streams.tactile(pad.getName());
            if (streams.contains(stream)) {
                features.add(new Feature.Tactile(
                        stream, stream, pad.getRows(), pad.getColumns(), TACTILE_CELL_ROWS, TACTILE_CELL_COLUMNS));
            }
        }
        return new ObservationSpec(features);
    }

    private static void addNearness(
            List<Feature> features, String object, int index, String other, String stream, int from) {
        for (double scale : NEAR) {
            String name = "object." + object + "." + other + ".within-" + Math.round(1000 * scale) + "mm";
            features.add(new Feature.Nearness(name, Streams.OBJECTS, POSE * index, stream, from, scale));
        }
    }
}
