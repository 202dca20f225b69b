package io.teleloop.augmentation.demonstration;

import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What moved in a demonstration, tick by tick. Poses are in the base frame.
final class SourceMotion {
    private static final int POSE = 7;
    private static final int ACTION = 7;
    /// Steps at the start that may lack a reading, since a recording can begin between two readings of a stream; the
    /// arm hardly moves meanwhile (0.2 s at 20 Hz), so the first reading counts for them too.
    private static final int LATEST_START = 4;

    private final SourceEpisode episode;
    private final List<Tick> ticks = new ArrayList<>();
    private final Map<String, Integer> objects = new HashMap<>();

    private record Tick(Pose tcp, double opening, List<Pose> objects, Twist twist, double gripper) {}

    /// @throws IllegalArgumentException when the steps do not tell where tool and objects were
    SourceMotion(SourceEpisode episode) {
        this.episode = episode;
        for (TrackedObject object : episode.robot().getObjectsList()) {
            objects.put(object.getName(), objects.size());
        }
        List<Step> steps = episode.steps();
        int start = start(steps);
        for (int i = 0; i < steps.size(); i++) {
            ticks.add(tick(steps.get(i), steps.get(Math.max(i, start))));
        }
    }

    /// The first step with a reading of everything, as far as it comes early enough.
    private int start(List<Step> steps) {
        int start = 0;
        while (start < Math.min(LATEST_START, steps.size() - 1) && !isWhole(steps.get(start))) {
            start++;
        }
        return start;
    }

    private boolean isWhole(Step step) {
        return find(step, Streams.TCP, POSE).isPresent()
                && find(step, Streams.GRIPPER, 1).isPresent()
                && find(step, Streams.OBJECTS, POSE * objects.size()).isPresent();
    }

    /// @param seen whose readings count for the step: its own, but at the start
    private Tick tick(Step step, Step seen) {
        Reading tcp = reading(seen, Streams.TCP, POSE);
        Reading gripper = reading(seen, Streams.GRIPPER, 1);
        Reading things = reading(seen, Streams.OBJECTS, POSE * objects.size());
        List<Pose> poses = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            poses.add(pose(things, POSE * i));
        }
        if (step.getExecutedActionCount() != ACTION) {
            throw unusable(step, "its action has " + step.getExecutedActionCount() + " values, not " + ACTION);
        }
        return new Tick(
                pose(tcp, 0),
                gripper.getValues(0),
                poses,
                new Twist(
                        new Vec3(step.getExecutedAction(0), step.getExecutedAction(1), step.getExecutedAction(2)),
                        new Vec3(step.getExecutedAction(3), step.getExecutedAction(4), step.getExecutedAction(5))),
                step.getExecutedAction(6));
    }

    private Reading reading(Step step, String stream, int values) {
        return find(step, stream, values).orElseThrow(() -> unusable(step, "it has no reading of stream " + stream));
    }

    private static Optional<Reading> find(Step step, String stream, int values) {
        return step.getObservationList().stream()
                .filter(reading -> reading.getStream().equals(stream) && reading.getValuesCount() >= values)
                .findFirst();
    }

    private IllegalArgumentException unusable(Step step, String why) {
        return new IllegalArgumentException("demonstration " + episode.id() + " cannot be moved to another scene: step "
                + step.getIndex() + ": " + why);
    }

    /// From position and quaternion x y z w.
    private static Pose pose(Reading reading, int at) {
        return new Pose(
                new Vec3(reading.getValues(at), reading.getValues(at + 1), reading.getValues(at + 2)),
                new Quaternion(
                                reading.getValues(at + 6),
                                reading.getValues(at + 3),
                                reading.getValues(at + 4),
                                reading.getValues(at + 5))
                        .normalized());
    }

    SourceEpisode episode() {
        return episode;
    }

    int ticks() {
        return ticks.size();
    }

    Pose tcp(int tick) {
        return ticks.get(tick).tcp();
    }

    /// Measured distance between the pads (m).
    double opening(int tick) {
        return ticks.get(tick).opening();
    }

    /// @throws IllegalArgumentException when the robot tracks no such object
    Pose object(String name, int tick) {
        Integer place = objects.get(name);
        if (place == null) {
            throw new IllegalArgumentException("demonstration " + episode.id() + " tracks no object '" + name
                    + "'; it tracks " + objects.keySet());
        }
        return ticks.get(tick).objects().get(place);
    }

    /// What the robot was told.
    Twist twist(int tick) {
        return ticks.get(tick).twist();
    }

    /// The opening (m) that it was told.
    double gripper(int tick) {
        return ticks.get(tick).gripper();
    }
}
