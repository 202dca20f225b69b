package io.teleloop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of the newest episodes. Thread-safe.
final class EpisodeLog {
    private static final int REMEMBERED = 1024;
    private static final Set<String> ENDS = Set.of("sealed", "quarantined", "discarded");

    private final Map<String, EpisodeEnd> ends = new LinkedHashMap<>();

    /// An episode message of the protocol.
    synchronized void received(JsonNode message) {
        String event = message.path("event").asText();
        if (!ENDS.contains(event)) {
            return;
        }
        String episode = message.path("episode").asText();
        ends.put(
                episode,
                new EpisodeEnd(
                        episode,
                        event,
                        message.path("manifestKey").asText(""),
                        message.path("sizeBytes").asLong(),
                        message.path("reason").asText("")));
        if (ends.size() > REMEMBERED) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    synchronized Optional<EpisodeEnd> end(String episode) {
        return Optional.ofNullable(ends.get(episode));
    }
}
