package io.teleloop.robot.safety;

import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.ControlLimits;

/// An axis-aligned box in the base frame, metres.
record Box(double minX, double minY, double minZ, double maxX, double maxY, double maxZ) {
    /// The gateway clamps to the same box in other arithmetic.
    private static final double GRACE = 1e-3;

    /// The workspace; without bounds when the limits name none.
    static Box of(ControlLimits limits) {
        Vector3 min = limits.getWorkspaceMin();
        Vector3 max = limits.getWorkspaceMax();
        if (min.equals(max)) {
            double far = Double.POSITIVE_INFINITY;
            return new Box(-far, -far, -far, far, far, far);
        }
        return new Box(min.getX(), min.getY(), min.getZ(), max.getX(), max.getY(), max.getZ());
    }

    Box including(Vector3 p) {
        return new Box(
                Math.min(minX, p.getX()),
                Math.min(minY, p.getY()),
                Math.min(minZ, p.getZ()),
                Math.max(maxX, p.getX()),
                Math.max(maxY, p.getY()),
                Math.max(maxZ, p.getZ()));
    }

    boolean contains(Vector3 p) {
        return p.getX() >= minX - GRACE
                && p.getX() <= maxX + GRACE
                && p.getY() >= minY - GRACE
                && p.getY() <= maxY + GRACE
                && p.getZ() >= minZ - GRACE
                && p.getZ() <= maxZ + GRACE;
    }
}
