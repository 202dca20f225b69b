package io.teleloop.augmentation.demonstration;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.task.ExpertObservation;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// From which demonstration a subtask is taken: MimicGen's three ways. It is decided when an episode begins, by how
/// things stand then.
public enum SegmentSelection {
    /// Any.
    RANDOM,
    /// One of the three in which the object stood most like now.
    NEAREST_OBJECT,
    /// One of the three that begin nearest to where the gripper is.
    NEAREST_ROBOT;

    private static final int NEAREST = 3;
    /// Metres that count as much as a radian.
    private static final double METRES_A_RADIAN = 0.1;

    Segment choose(List<Segment> segments, Subtask subtask, ExpertObservation now, RandomGenerator random) {
        return switch (this) {
            case RANDOM -> segments.get(random.nextInt(segments.size()));
            case NEAREST_OBJECT ->
                nearest(
                        segments,
                        segment -> distance(segment.object(subtask.object()), now.object(subtask.object())),
                        random);
            case NEAREST_ROBOT ->
                nearest(
                        segments,
                        segment -> distance(
                                SegmentTransform.of(subtask, segment, now).tcp(0, now), now.tcp()),
                        random);
        };
    }

    private static Segment nearest(List<Segment> segments, ToDoubleFunction<Segment> distance, RandomGenerator random) {
        List<Segment> near = segments.stream()
                .sorted(Comparator.comparingDouble(distance))
                .limit(NEAREST)
                .toList();
        return near.get(random.nextInt(near.size()));
    }

    private static double distance(Pose one, Pose other) {
        return one.position().minus(other.position()).norm()
                + METRES_A_RADIAN * SegmentTransform.angle(one.orientation(), other.orientation());
    }
}
