package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the gateway last said of the robot and of this session.
///
/// @param robotConnected the robot's link is up
/// @param control `idle`, `engaged`, `autonomous`, `holding` or `stopped`
/// @param reason why, in words
/// @param leaseOperator who may drive; empty for nobody
/// @param leaseMine that is this session
/// @param leaseEpoch of the lease; 0 without one
/// @param autonomy the policy that drives or would; empty without one
/// @param recordingEpisode the open episode; empty without one
/// @param recordedSteps of that episode
/// @param stream `up` or `away`: whether recordings can be stored
/// @param rejected how many command packets the gateway refused, by reason
public record SessionState(
        boolean robotConnected,
        String control,
        String reason,
        String leaseOperator,
        boolean leaseMine,
        long leaseEpoch,
        Optional<AutonomyState> autonomy,
        String recordingEpisode,
        long recordedSteps,
        String stream,
        Map<String, Long> rejected) {
    static final SessionState UNKNOWN =
            new SessionState(false, "idle", "", "", false, 0, Optional.empty(), "", 0, "away", Map.of());

    public SessionState {
        rejected = Map.copyOf(rejected);
    }

    static SessionState of(JsonNode message) {
        JsonNode lease = message.path("lease");
        JsonNode recording = message.path("recording");
        Map<String, Long> rejected = new LinkedHashMap<>();
        message.path("rejected")
                .properties()
                .forEach(entry -> rejected.put(entry.getKey(), entry.getValue().asLong()));
        return new SessionState(
                message.path("robotConnected").asBoolean(),
                message.path("control").asText("idle"),
                message.path("reason").asText(""),
                lease.path("operator").asText(""),
                lease.path("mine").asBoolean(),
                lease.path("epoch").asLong(),
                Optional.of(message.path("autonomy")).filter(JsonNode::isObject).map(AutonomyState::of),
                recording.path("episode").asText(""),
                recording.path("steps").asLong(),
                message.path("stream").asText("away"),
                rejected);
    }
}
