package io.teleloop.labeler.phase;

import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Pose;
import io.teleloop.labeler.episode.StreamValues;
import io.teleloop.labeler.episode.Vector;
import java.util.List;
import java.util.Optional;

/// The tool and the tracked objects at each step, as far as the robot tells of them.
final class Scene {
    private static final int POSE = 7;
    private static final int WRENCH = 6;
    private static final int TWIST = 6;

    private final List<TrackedObject> described;
    private final List<Optional<Box>> boxes;
    private final Optional<StreamValues> objects;
    private final Optional<StreamValues> tool;
    private final Optional<StreamValues> force;
    private final Optional<StreamValues> velocity;

    Scene(EpisodeView episode) {
        objects =
                StreamValues.of(episode, Streams.OBJECTS, POSE * episode.robot().getObjectsCount());
        described = objects.isEmpty() ? List.of() : episode.robot().getObjectsList();
        boxes = described.stream().map(Box::around).toList();
        tool = StreamValues.of(episode, Streams.TCP, POSE);
        force = StreamValues.of(episode, Streams.WRENCH, WRENCH);
        velocity = StreamValues.of(episode, Streams.TWIST, TWIST);
    }

    /// Tracked objects; 0 when the robot tracks none.
    int objects() {
        return tool.isEmpty() ? 0 : described.size();
    }

    String name(int object) {
        return described.get(object).getName();
    }

    Pose object(int object, int step) {
        return objects.orElseThrow().pose(step, POSE * object);
    }

    /// An object's place as the tool sees it.
    Vector inTool(int object, int step) {
        return tool.orElseThrow().pose(step, 0).toLocal(object(object, step).position());
    }

    /// Force of the world on the tool (N); zero when it is not sensed.
    Vector force(int step) {
        return force.map(values -> values.vector(step, 0)).orElse(new Vector(0, 0, 0));
    }

    /// Speed of the tool (m/s); zero when it is not sensed.
    double speed(int step) {
        return velocity.map(values -> values.vector(step, 0).norm()).orElse(0.0);
    }

    /// How deep one object's box reaches into another one's (m); negative when they are apart.
    double depth(int object, int other, int step) {
        Optional<Box> a = boxes.get(object);
        Optional<Box> b = boxes.get(other);
        if (a.isEmpty() || b.isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        return Box.depth(a.get(), object(object, step), b.get(), object(other, step));
    }
}
