package io.teleloop.gateway.problem;

import io.vertx.core.json.JsonObject;

/// Something that somebody asked for and did not get: what went wrong and where, and what to do about it.
///
/// @param code one of the operator protocol's error codes
public record Problem(String code, String message, String action) {

    /// As the operator protocol tells it.
    public JsonObject toJson() {
        return new JsonObject()
                .put("type", "error")
                .put("code", code)
                .put("message", message)
                .put("action", action);
    }

    public static Problem unauthorized(String message) {
        return new Problem("unauthorized", message, "use a token from the gateway's token file");
    }

    public static Problem badMessage(String message) {
        return new Problem("bad-message", message, "compare with docs/operator-protocol.md");
    }

    public static Problem unknownRobot(String robot) {
        return new Problem(
                "unknown-robot", "no robot is called '" + robot + "'", "choose one that GET /api/robots lists");
    }

    public static Problem robotAway(String robot) {
        return new Problem("robot-away", "robot '" + robot + "' is not connected", "start the robot, or wait for it");
    }

    public static Problem leaseRequired(String what) {
        return new Problem("lease-required", what + " is for the holder of the lease", "acquire the lease first");
    }
}
