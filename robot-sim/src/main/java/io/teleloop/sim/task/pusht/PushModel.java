package io.teleloop.sim.task.pusht;

/// Quasi-static planar pushing with one point of contact: what the expert believes a push does to the T.
///
/// The friction of the table is modelled by an ellipsoidal limit surface, the contact by Coulomb friction (Lynch,
/// Maekawa and Tanie, "Manipulation and active sensing by pushing using tactile feedback", IROS 1992).
final class PushModel {
    /// Radius of the round pusher (m), as in the MJCF.
    static final double PUSHER_RADIUS = 0.01;

    /// Largest friction torque over largest friction force of the T on the table (m).
    private static final double FRICTION_RADIUS = 0.055;

    /// Friction coefficient between pusher and T.
    private static final double CONTACT_FRICTION = 0.3;

    private PushModel() {}

    /// Where the T comes to lie when the pusher arrives at `pusher` by the small displacement `step`.
    static PlanarPose advance(PlanarPose block, Point pusher, Point step) {
        TBlock.Nearest nearest = TBlock.nearest(block.toLocal(pusher));
        double depth = PUSHER_RADIUS - nearest.distance();
        if (depth <= 0) {
            return block;
        }
        Point inward = nearest.normal().rotated(block.yaw()).times(-1);
        Point tangent = inward.turnedLeft();
        Point lever = nearest.point().rotated(block.yaw());
        double approach = step.dot(inward);
        double slide = approach > 1e-9 ? step.dot(tangent) * Math.min(1, depth / approach) : 0;
        Point force = sticking(lever, inward.times(depth).plus(tangent.times(slide)));
        double sideways = force.dot(tangent);
        if (Math.abs(sideways) > CONTACT_FRICTION * force.dot(inward)) {
            // Outside the friction cone the pusher slips and the force lies on the cone's edge.
            Point edge = inward.plus(tangent.times(Math.copySign(CONTACT_FRICTION, sideways)));
            double spin = lever.cross(edge) / (FRICTION_RADIUS * FRICTION_RADIUS);
            double normalSpeed = edge.plus(lever.turnedLeft().times(spin)).dot(inward);
            force = edge.times(depth / normalSpeed);
        }
        double turn = lever.cross(force) / (FRICTION_RADIUS * FRICTION_RADIUS);
        return new PlanarPose(block.x() + force.x(), block.y() + force.y(), block.yaw() + turn);
    }

    /// Displacement of the centre (parallel to the pushing force) that moves the point at `lever` by `motion`.
    private static Point sticking(Point lever, Point motion) {
        double c2 = FRICTION_RADIUS * FRICTION_RADIUS;
        double scale = 1 / (c2 + lever.dot(lever));
        return new Point(
                scale * ((c2 + lever.x() * lever.x()) * motion.x() + lever.x() * lever.y() * motion.y()),
                scale * (lever.x() * lever.y() * motion.x() + (c2 + lever.y() * lever.y()) * motion.y()));
    }
}
