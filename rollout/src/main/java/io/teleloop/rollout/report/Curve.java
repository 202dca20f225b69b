package io.teleloop.rollout.report;

import java.util.List;

/// A figure over the course of one run.
///
/// @param points in rising order of x
public record Curve(List<Point> points) {
    public Curve {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).x() < points.get(i - 1).x()) {
                throw new IllegalArgumentException(
                        "a curve goes back from " + points.get(i - 1) + " to " + points.get(i));
            }
        }
    }

    /// @param x for example transitions
    /// @param y finite
    public record Point(double x, double y) {}

    double firstX() {
        return points.getFirst().x();
    }

    double lastX() {
        return points.getLast().x();
    }

    /// The value at `x`, linear between points, constant outside them.
    double at(double x) {
        Point before = points.getFirst();
        for (Point point : points) {
            if (point.x() >= x) {
                double width = point.x() - before.x();
                double share = width > 0 ? Math.max(0, (x - before.x()) / width) : 1;
                return before.y() + share * (point.y() - before.y());
            }
            before = point;
        }
        return before.y();
    }
}
