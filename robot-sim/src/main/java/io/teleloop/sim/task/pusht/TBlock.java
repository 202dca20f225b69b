package io.teleloop.sim.task.pusht;

import java.util.List;

/// The outline of the T in its own frame: origin at the centre of area, stem along -y.
///
/// A bar of 4 x 1 units on a stem of 1 x 3 units, the proportions of the published Push-T task, with a unit of 30 mm.
/// The numbers agree with the geoms `bar` and `stem` of the task's MJCF.
final class TBlock {
    /// Width of bar and stem (m).
    static final double UNIT = 0.03;

    /// Area of the outline (m^2).
    static final double AREA = 7 * UNIT * UNIT;

    private static final double TOP = (0.5 + 6.0 / 7) * UNIT;
    private static final double SHOULDER = TOP - UNIT;
    private static final double FOOT = SHOULDER - 3 * UNIT;

    /// The bar, corners counter-clockwise.
    static final List<Point> BAR = List.of(
            new Point(-2 * UNIT, SHOULDER),
            new Point(2 * UNIT, SHOULDER),
            new Point(2 * UNIT, TOP),
            new Point(-2 * UNIT, TOP));

    /// The stem, corners counter-clockwise.
    static final List<Point> STEM = List.of(
            new Point(-UNIT / 2, FOOT),
            new Point(UNIT / 2, FOOT),
            new Point(UNIT / 2, SHOULDER),
            new Point(-UNIT / 2, SHOULDER));

    /// The whole outline, corners counter-clockwise.
    static final List<Point> OUTLINE = List.of(
            new Point(-UNIT / 2, FOOT),
            new Point(UNIT / 2, FOOT),
            new Point(UNIT / 2, SHOULDER),
            new Point(2 * UNIT, SHOULDER),
            new Point(2 * UNIT, TOP),
            new Point(-2 * UNIT, TOP),
            new Point(-2 * UNIT, SHOULDER),
            new Point(-UNIT / 2, SHOULDER));

    private TBlock() {}

    /// The nearest place of the outline.
    ///
    /// @param point    on the outline, in the frame of the T
    /// @param normal   unit vector from the T outwards
    /// @param distance from the outline (m), negative inside
    record Nearest(Point point, Point normal, double distance) {}

    /// The place of the outline nearest to `query`, both in the frame of the T.
    static Nearest nearest(Point query) {
        double best = Double.POSITIVE_INFINITY;
        Point at = OUTLINE.getFirst();
        Point edgeNormal = new Point(0, -1);
        for (int i = 0; i < OUTLINE.size(); i++) {
            Point a = OUTLINE.get(i);
            Point edge = OUTLINE.get((i + 1) % OUTLINE.size()).minus(a);
            double along = Math.clamp(query.minus(a).dot(edge) / edge.dot(edge), 0.0, 1.0);
            Point candidate = a.plus(edge.times(along));
            double distance = query.minus(candidate).norm();
            if (distance < best) {
                best = distance;
                at = candidate;
                edgeNormal = edge.turnedLeft().times(-1 / edge.norm());
            }
        }
        boolean inside = contains(query);
        // On the outline itself the direction to the query is undefined; the edge's own normal is not.
        Point normal = best < 1e-9 ? edgeNormal : query.minus(at).times((inside ? -1 : 1) / best);
        return new Nearest(at, normal, inside ? -best : best);
    }

    private static boolean contains(Point p) {
        boolean inBar = Math.abs(p.x()) < 2 * UNIT && p.y() > SHOULDER && p.y() < TOP;
        boolean inStem = Math.abs(p.x()) < UNIT / 2 && p.y() > FOOT && p.y() <= SHOULDER;
        return inBar || inStem;
    }
}
