package io.teleloop.labeler.phase;

import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Vector;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether the tool, or what it carries, touches something at a step.
///
/// Three things tell it: a force that pushes sideways or up (a carried weight only pulls down); a carried
/// object whose box meets that of another one, because a skilled hand inserts without a force; and an object
/// that moves by itself, because a light one is pushed with less force than the arm's own acceleration shows.
final class Contact {
    /// Newtons that are a touch, and as a share of what is carried: it resists acceleration.
    private static final double TOUCH = 0.8;
    private static final double WEIGHT_SHARE = 0.25;
    /// Boxes this close to each other meet (m).
    private static final double MEETING = 0.003;
    /// Boxes that reach this deep into each other are a fit, not a touch (m).
    private static final double INSIDE = 0.005;
    /// An object that moves faster than this is moved (m/s), over this time (s).
    private static final double MOVED = 0.006;
    private static final double WATCHED = 0.2;
    /// Seconds for which a contact may be interrupted, and which it lasts at least.
    private static final double INTERRUPTION = 0.4;
    private static final double SHORTEST = 0.3;

    private final Scene scene;
    private final int[] cargo;
    private final boolean[] touching;

    /// @param cargo at each step, the carried object's index or what [Cargo] says instead
    Contact(EpisodeView episode, Scene scene, int[] cargo) {
        this.scene = scene;
        this.cargo = cargo;
        double threshold = Math.max(TOUCH, WEIGHT_SHARE * weight());
        int watched = episode.steps(WATCHED);
        boolean[] seen = new boolean[cargo.length];
        for (int step = 0; step < seen.length; step++) {
            Vector force = scene.force(step);
            double pushing = Math.hypot(Math.hypot(force.x(), force.y()), Math.max(0, force.z()));
            seen[step] = pushing > threshold
                    || deepest(step) > -MEETING
                    || moves(step, watched, 2 * watched * episode.period() * MOVED);
        }
        touching = Smoothing.of(seen, episode.steps(INTERRUPTION), episode.steps(SHORTEST));
    }

    boolean at(int step) {
        return touching[step];
    }

    /// Whether what is carried reaches into another object at this step.
    boolean inside(int step) {
        return deepest(step) > INSIDE;
    }

    /// The median of what is carried, newtons; 0 when nothing is.
    private double weight() {
        double[] downwards = IntStream.range(0, cargo.length)
                .filter(step -> cargo[step] != Cargo.NOTHING)
                .mapToDouble(step -> -scene.force(step).z())
                .sorted()
                .toArray();
        return downwards.length == 0 ? 0 : Math.max(0, downwards[downwards.length / 2]);
    }

    private double deepest(int step) {
        double deepest = Double.NEGATIVE_INFINITY;
        if (cargo[step] >= 0) {
            for (int other = 0; other < scene.objects(); other++) {
                if (other != cargo[step]) {
                    deepest = Math.max(deepest, scene.depth(cargo[step], other, step));
                }
            }
        }
        return deepest;
    }

    private boolean moves(int step, int watched, double distance) {
        int from = Math.max(0, step - watched);
        int to = Math.min(cargo.length - 1, step + watched);
        boolean carriedMeanwhile = Arrays.stream(cargo, from, to + 1).anyMatch(carried -> carried != Cargo.NOTHING);
        for (int object = 0; !carriedMeanwhile && object < scene.objects(); object++) {
            Vector way = scene.object(object, to)
                    .position()
                    .minus(scene.object(object, from).position());
            if (way.norm() > distance) {
                return true;
            }
        }
        return false;
    }
}
