package io.teleloop.sim.task.pusht;

import java.util.ArrayList;
import java.util.List;

/// How much of the goal T the block covers.
final class Coverage {
    private Coverage() {}

    /// Area of the intersection of block and goal over the area of the goal: 1 for equal poses, 0 for disjoint ones.
    ///
    /// Exact up to rounding: bar and stem do not overlap, so the four intersections of convex parts add up.
    static double of(PlanarPose block, PlanarPose goal) {
        double area = 0;
        for (List<Point> part : List.of(TBlock.BAR, TBlock.STEM)) {
            for (List<Point> target : List.of(TBlock.BAR, TBlock.STEM)) {
                area += area(clipped(placed(part, block), placed(target, goal)));
            }
        }
        return Math.min(1, area / TBlock.AREA);
    }

    private static List<Point> placed(List<Point> polygon, PlanarPose pose) {
        return polygon.stream().map(pose::toBase).toList();
    }

    /// Sutherland-Hodgman: cuts `subject` by every edge line of the convex counter-clockwise `clip`.
    private static List<Point> clipped(List<Point> subject, List<Point> clip) {
        List<Point> result = subject;
        for (int i = 0; i < clip.size(); i++) {
            Point from = clip.get(i);
            Point edge = clip.get((i + 1) % clip.size()).minus(from);
            List<Point> input = result;
            result = new ArrayList<>(input.size() + 1);
            for (int k = 0; k < input.size(); k++) {
                Point a = input.get(k);
                Point b = input.get((k + 1) % input.size());
                double sideOfA = edge.cross(a.minus(from));
                double sideOfB = edge.cross(b.minus(from));
                if (sideOfA >= 0) {
                    result.add(a);
                }
                if ((sideOfA >= 0) != (sideOfB >= 0)) {
                    result.add(a.plus(b.minus(a).times(sideOfA / (sideOfA - sideOfB))));
                }
            }
        }
        return result;
    }

    private static double area(List<Point> polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.size(); i++) {
            twice += polygon.get(i).cross(polygon.get((i + 1) % polygon.size()));
        }
        return twice / 2;
    }
}
