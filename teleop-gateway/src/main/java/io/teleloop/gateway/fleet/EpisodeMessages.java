package io.teleloop.gateway.fleet;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.episode.EpisodeSession;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/// The operator protocol's messages about episodes.
final class EpisodeMessages {
    private EpisodeMessages() {}

    static JsonObject opened(EpisodeId id, String operator) {
        return message(id.value(), "opened").put("operator", operator);
    }

    static JsonObject closed(EpisodeSession episode, Outcome outcome, String by, String reason) {
        return message(episode.id().value(), "closed")
                .put("outcome", label(outcome))
                .put("by", by)
                .put("reason", reason)
                .put("steps", episode.stepCount());
    }

    static JsonObject recording(EpisodeSession episode) {
        return new JsonObject()
                .put("episode", episode.id().value())
                .put("steps", episode.stepCount())
                .put("sinceMs", episode.openedAtNs() / GatewayClock.NANOS_PER_MS);
    }

    /// What others made of an episode; empty for the gateway's own events.
    static Optional<JsonObject> of(EpisodeEvent event) {
        return switch (event.getEventCase()) {
            case SEALED ->
                Optional.of(message(event.getEpisodeId(), "sealed")
                        .put("manifestKey", event.getSealed().getManifestKey())
                        .put("sizeBytes", event.getSealed().getSizeBytes())
                        .put("outcome", label(event.getSealed().getOutcome())));
            case QUARANTINED ->
                Optional.of(message(event.getEpisodeId(), "quarantined")
                        .put("manifestKey", event.getQuarantined().getManifestKey())
                        .put("sizeBytes", event.getQuarantined().getSizeBytes())
                        .put("reason", event.getQuarantined().getReason()));
            case DISCARDED ->
                Optional.of(message(event.getEpisodeId(), "discarded")
                        .put("by", event.getDiscarded().getDiscardedBy()));
            case OPENED, CLOSED, LABELED, REMOVED, EVENT_NOT_SET -> Optional.empty();
        };
    }

    private static JsonObject message(String episode, String event) {
        return new JsonObject().put("type", "episode").put("episode", episode).put("event", event);
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
