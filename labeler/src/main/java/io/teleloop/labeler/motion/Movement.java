package io.teleloop.labeler.motion;

import io.teleloop.labeler.episode.Vector;
import java.util.ArrayList;
import java.util.List;

/// A movement, and its words: each axis is -1, 0 or 1, by the rules with which Embodied Chain-of-Thought
/// (Zawalski et al. 2024) labels data for RT-H's kind of hierarchy. A way whose parts sum to more than three
/// thresholds is scaled to that sum, so that only the axes that matter are named; rotations count a tenth.
///
/// @param way in the base frame, x forward, y left, z up (m)
/// @param turn rotation vector in the base frame (rad)
/// @param opening of the gripper, as a share of its range
record Movement(Vector way, Vector turn, double opening) {
    private static final double THRESHOLD = 0.03;
    private static final double ROTATION_SHARE = 0.1;
    private static final String STOP = "stop";

    /// For example `move forward left up, rotate clockwise, close gripper`, or `stop`.
    String words() {
        double sum = Math.abs(way.x()) + Math.abs(way.y()) + Math.abs(way.z());
        double scale = sum > 3 * THRESHOLD ? 3 * THRESHOLD / sum : 1;
        List<String> directions = new ArrayList<>();
        say(directions, scale * way.x(), "forward", "backward");
        say(directions, scale * way.y(), "left", "right");
        say(directions, scale * way.z(), "up", "down");
        List<String> parts = new ArrayList<>();
        if (!directions.isEmpty()) {
            parts.add("move " + String.join(" ", directions));
        }
        say(parts, ROTATION_SHARE * turn.y(), "tilt down", "tilt up");
        say(parts, ROTATION_SHARE * turn.z(), "rotate counterclockwise", "rotate clockwise");
        say(parts, opening, "open gripper", "close gripper");
        return parts.isEmpty() ? STOP : String.join(", ", parts);
    }

    private static void say(List<String> into, double amount, String positive, String negative) {
        if (amount > THRESHOLD) {
            into.add(positive);
        } else if (amount < -THRESHOLD) {
            into.add(negative);
        }
    }
}
