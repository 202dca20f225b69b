package io.teleloop.gateway.fleet;

import io.vertx.core.json.JsonObject;

/// The operator protocol's messages about policies.
final class PolicyMessages {
    private PolicyMessages() {}

    static JsonObject published(String policy, long version) {
        return message("published", policy, version, "");
    }

    static JsonObject running(String policy, long version) {
        return message("running", policy, version, "");
    }

    static JsonObject refused(String policy, long version, String reason) {
        return message("refused", policy, version, reason);
    }

    private static JsonObject message(String event, String policy, long version, String reason) {
        return new JsonObject()
                .put("type", "policy")
                .put("event", event)
                .put("policy", policy)
                .put("version", version)
                .put("reason", reason);
    }
}
