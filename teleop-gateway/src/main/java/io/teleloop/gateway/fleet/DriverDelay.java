package io.teleloop.gateway.fleet;

import io.teleloop.gateway.control.VelocityScale;
import java.util.OptionalDouble;

/// With which delay the driver sees the robot and is heard.
///
/// @param ms infinite when nobody can know
/// @param reason why the robot is slower than it could be; empty when it is not
record DriverDelay(double ms, String reason) {

    /// @param reportedMs as the driver's client measured it; empty when the client told nothing that counts
    /// @param pictureAgeMs of the camera that stands still for longest; 0 without cameras
    static DriverDelay of(OptionalDouble reportedMs, double pictureAgeMs, VelocityScale scale) {
        if (pictureAgeMs > scale.zeroBeyondMs()) {
            return new DriverDelay(
                    Double.POSITIVE_INFINITY,
                    "a camera's picture stands still, so the robot does not move: the camera or its computer is too"
                            + " slow");
        }
        if (reportedMs.isEmpty()) {
            return new DriverDelay(
                    Double.POSITIVE_INFINITY,
                    "the operator's clock and delay are not known, so the robot does not move: wait for the clock to"
                            + " be synchronised, or join again");
        }
        double ms = reportedMs.getAsDouble();
        if (scale.at(ms) == 0) {
            return new DriverDelay(ms, "the connection is " + Math.round(ms) + " ms late, so the robot does not move");
        }
        return new DriverDelay(
                ms,
                scale.at(ms) < 1 ? "the connection is " + Math.round(ms) + " ms late, so the robot moves slowly" : "");
    }
}
