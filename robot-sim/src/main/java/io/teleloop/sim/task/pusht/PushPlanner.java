package io.teleloop.sim.task.pusht;

import java.util.List;
import java.util.Objects;

/// Chooses straight pushes by trying many on the {@link PushModel}.
final class PushPlanner {
    /// Radius (m) that weighs yaw against position: a yaw error counts as the way of a point this far from the
    /// centre.
    private static final double YAW_RADIUS = 0.045;

    private static final double STEP = 0.002;
    private static final double LONGEST = 0.12;
    /// Share of the present error that a metre of way must save.
    private static final double TRAVEL_PRICE = 0.3;

    /// A push that goes on without a new best pose for this long (m) is over.
    private static final double PATIENCE = 0.012;

    private static final double CONTACT_SPACING = 0.006;
    private static final double[] CONTACT_ANGLES = {-0.25, 0, 0.25};

    /// The pusher comes down this far (m) from the T and this much of it must stay clear.
    private static final double APPROACH = 0.014;

    static final double CLEARANCE = 0.005;

    private PushPlanner() {}

    /// One straight push.
    ///
    /// @param start     of the pusher's centre, clear of the T, in the base frame
    /// @param direction unit vector in the base frame
    /// @param error     expected {@link #error} when the push ends
    record Push(Point start, Point direction, double error) {}

    /// What a push from the pusher's present place promises.
    ///
    /// @param length way of the pusher to the best pose (m)
    /// @param error  {@link #error} there
    record Outlook(double length, double error) {}

    /// Root of squared position error and weighed squared yaw error (m).
    static double error(PlanarPose block, PlanarPose goal) {
        double yaw = YAW_RADIUS * block.yawTo(goal);
        return Math.sqrt(Math.pow(block.x() - goal.x(), 2) + Math.pow(block.y() - goal.y(), 2) + yaw * yaw);
    }

    /// The push that leaves the smallest error, travel counted in.
    static Push plan(PlanarPose block, PlanarPose goal, Point pusher) {
        double now = error(block, goal);
        Push best = null;
        double bestScore = Double.POSITIVE_INFINITY;
        List<Point> outline = TBlock.OUTLINE;
        for (int i = 0; i < outline.size(); i++) {
            Point a = outline.get(i);
            Point edge = outline.get((i + 1) % outline.size()).minus(a);
            Point inward = edge.turnedLeft().times(1 / edge.norm());
            int places = (int) Math.floor(edge.norm() / CONTACT_SPACING);
            for (int k = 0; k < places; k++) {
                Point contact = a.plus(edge.times((k + 0.5) / places));
                for (double angle : CONTACT_ANGLES) {
                    Point along = inward.rotated(angle);
                    Point centre = contact.minus(inward.times(PushModel.PUSHER_RADIUS));
                    Point start = centre.minus(along.times(APPROACH));
                    if (TBlock.nearest(start).distance() < PushModel.PUSHER_RADIUS + CLEARANCE) {
                        continue;
                    }
                    Point direction = along.rotated(block.yaw());
                    Outlook outlook = outlook(block, goal, block.toBase(centre), direction);
                    Point startInBase = block.toBase(start);
                    double travel = startInBase.minus(pusher).norm() + outlook.length();
                    double score = outlook.error() + TRAVEL_PRICE * now * travel;
                    if (score < bestScore) {
                        bestScore = score;
                        best = new Push(startInBase, direction, outlook.error());
                    }
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    /// Follows one straight push on the model, to the best pose on its way.
    static Outlook outlook(PlanarPose block, PlanarPose goal, Point pusher, Point direction) {
        Point step = direction.times(STEP);
        double best = error(block, goal);
        double bestLength = 0;
        PlanarPose pose = block;
        Point at = pusher;
        boolean touched = false;
        for (double length = STEP; length <= LONGEST; length += STEP) {
            at = at.plus(step);
            PlanarPose next = PushModel.advance(pose, at, step);
            if (!next.equals(pose)) {
                touched = true;
            } else if (touched) {
                break;
            }
            pose = next;
            double error = error(pose, goal);
            if (error < best) {
                best = error;
                bestLength = length;
            } else if (touched && length - bestLength > PATIENCE + APPROACH) {
                break;
            }
        }
        return new Outlook(bestLength, best);
    }
}
