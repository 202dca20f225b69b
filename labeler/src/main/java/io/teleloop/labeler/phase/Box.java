package io.teleloop.labeler.phase;

import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.v1.Shape;
import io.teleloop.contract.v1.TrackedObject;
import io.teleloop.labeler.episode.Pose;
import io.teleloop.labeler.episode.Vector;
import java.util.Optional;

/// The box around a tracked object's shapes, along the axes of the object's own frame (metres).
record Box(Vector lowest, Vector highest) {
    /// @return empty for an object without shapes
    static Optional<Box> around(TrackedObject object) {
        return object.getShapesList().stream().map(Box::around).reduce(Box::with);
    }

    private static Box around(Shape shape) {
        Vector half =
                switch (shape.getKind()) {
                    case BOX ->
                        new Vector(
                                shape.getSize().getX(),
                                shape.getSize().getY(),
                                shape.getSize().getZ());
                    case SPHERE ->
                        new Vector(
                                shape.getSize().getX(),
                                shape.getSize().getX(),
                                shape.getSize().getX());
                    case CAPSULE -> upright(shape, shape.getSize().getX());
                    case CYLINDER -> upright(shape, 0);
                    case KIND_UNSPECIFIED, UNRECOGNIZED -> new Vector(0, 0, 0);
                };
        Quaternion turn = shape.getOrigin().getOrientation();
        Vector centre = new Vector(
                shape.getOrigin().getPosition().getX(),
                shape.getOrigin().getPosition().getY(),
                shape.getOrigin().getPosition().getZ());
        Pose origin = new Pose(centre, turn.getX(), turn.getY(), turn.getZ(), turn.getW());
        Box box = new Box(centre, centre);
        Box own = new Box(new Vector(-half.x(), -half.y(), -half.z()), half);
        for (int corner = 0; corner < CORNERS; corner++) {
            Vector point = origin.toBase(own.corner(corner));
            box = box.with(new Box(point, point));
        }
        return box;
    }

    private static final int CORNERS = 8;

    private static Vector upright(Shape shape, double cap) {
        double radius = shape.getSize().getX();
        return new Vector(radius, radius, shape.getSize().getY() + cap);
    }

    private Box with(Box other) {
        return new Box(
                new Vector(
                        Math.min(lowest.x(), other.lowest.x()),
                        Math.min(lowest.y(), other.lowest.y()),
                        Math.min(lowest.z(), other.lowest.z())),
                new Vector(
                        Math.max(highest.x(), other.highest.x()),
                        Math.max(highest.y(), other.highest.y()),
                        Math.max(highest.z(), other.highest.z())));
    }

    private Vector corner(int number) {
        return new Vector(
                (number & 1) == 0 ? lowest.x() : highest.x(),
                (number & 2) == 0 ? lowest.y() : highest.y(),
                (number & 4) == 0 ? lowest.z() : highest.z());
    }

    /// How far a corner of one of two boxes reaches into the other one (m); negative: how far they are apart
    /// at least.
    static double depth(Box a, Pose aPose, Box b, Pose bPose) {
        double deepest = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < CORNERS; corner++) {
            deepest = Math.max(deepest, b.depth(bPose.toLocal(aPose.toBase(a.corner(corner)))));
            deepest = Math.max(deepest, a.depth(aPose.toLocal(bPose.toBase(b.corner(corner)))));
        }
        return deepest;
    }

    private double depth(Vector local) {
        double x = Math.min(local.x() - lowest.x(), highest.x() - local.x());
        double y = Math.min(local.y() - lowest.y(), highest.y() - local.y());
        double z = Math.min(local.z() - lowest.z(), highest.z() - local.z());
        return Math.min(x, Math.min(y, z));
    }
}
