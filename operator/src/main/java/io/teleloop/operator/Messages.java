package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.OptionalLong;

/// The operator protocol's JSON messages.
final class Messages {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Messages() {}

    private static ObjectNode message(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    static ObjectNode join(String robotId) {
        return message("join").put("robot", robotId);
    }

    static ObjectNode answer(String sdp) {
        return message("answer").put("sdp", sdp);
    }

    static ObjectNode candidate(String candidate, String sdpMid, int sdpMLineIndex) {
        return message("ice").put("candidate", candidate).put("sdpMid", sdpMid).put("sdpMLineIndex", sdpMLineIndex);
    }

    static ObjectNode clock(double t1) {
        return message("clock").put("t1", t1);
    }

    /// Values that are not known yet are left out.
    static ObjectNode clockReport(double offsetMs, double errorMs, double rttMs, double glassToGlassMs) {
        ObjectNode report = message("clock.report");
        putIfKnown(report, "offsetMs", offsetMs);
        putIfKnown(report, "errorMs", errorMs);
        putIfKnown(report, "rttMs", rttMs);
        putIfKnown(report, "glassToGlassMs", glassToGlassMs);
        return report;
    }

    private static void putIfKnown(ObjectNode message, String name, double value) {
        if (Double.isFinite(value)) {
            message.put(name, value);
        }
    }

    static ObjectNode acquireLease() {
        return message("lease.acquire");
    }

    static ObjectNode renewLease() {
        return message("lease.renew");
    }

    static ObjectNode releaseLease() {
        return message("lease.release");
    }

    static ObjectNode stop() {
        return message("estop");
    }

    static ObjectNode clearStop() {
        return message("estop.clear");
    }

    /// @param version 0 follows the one that robots shall run
    static ObjectNode startAutonomy(String policy, long version, OnRelease onRelease) {
        return message("autonomy.start")
                .put("policy", policy)
                .put("version", version)
                .put("onRelease", onRelease.wireName());
    }

    static ObjectNode stopAutonomy() {
        return message("autonomy.stop");
    }

    static ObjectNode openEpisode() {
        return message("episode.open");
    }

    static ObjectNode closeEpisode(Outcome outcome) {
        return message("episode.close").put("outcome", outcome.wireName());
    }

    static ObjectNode reset(OptionalLong seed) {
        ObjectNode reset = message("reset");
        seed.ifPresent(value -> reset.put("seed", value));
        return reset;
    }

    static OperatorException error(JsonNode message) {
        return new OperatorException(
                message.path("code").asText("bad-message"),
                message.path("message").asText("the gateway told an error without words"),
                message.path("action").asText("look at the gateway's log"));
    }

    /// An object without a type when the bytes are no JSON.
    static JsonNode parse(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
