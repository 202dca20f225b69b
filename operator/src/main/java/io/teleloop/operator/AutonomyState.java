package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// The policy that drives a robot, or would if nobody intervened.
///
/// @param policy its id
/// @param version of the weights
/// @param following other versions replace this one as they are published or pinned
/// @param onRelease what a released deadman does
/// @param age of the weights
/// @param interventionRate share of the steps of the last 20 episodes with a policy that a person drove
/// @param interventions in this episode
/// @param problem why it does not drive; empty while it does and while an operator drives
public record AutonomyState(
        String policy,
        long version,
        boolean following,
        OnRelease onRelease,
        Duration age,
        double interventionRate,
        int interventions,
        String problem) {

    static AutonomyState of(JsonNode autonomy) {
        return new AutonomyState(
                autonomy.path("policy").asText(),
                autonomy.path("version").asLong(),
                autonomy.path("following").asBoolean(),
                OnRelease.of(autonomy.path("onRelease").asText()),
                Duration.ofMillis(autonomy.path("publishedAgoMs").asLong()),
                autonomy.path("interventionRate").asDouble(),
                autonomy.path("interventions").asInt(),
                autonomy.path("problem").asText(""));
    }
}
