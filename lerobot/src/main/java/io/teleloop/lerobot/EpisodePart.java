package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An episode that is completely written, but for the files which it shares with others.
///
/// @param source the id of its source
/// @param index its number in the data set
/// @param from the number of its first frame in the data set
/// @param tasks in the order of their first frames
/// @param attributes values of the episode features
/// @param stats by feature
record EpisodePart(
        String source,
        int index,
        long from,
        long length,
        List<String> tasks,
        Map<String, Object> attributes,
        Map<String, FeatureStats> stats) {
    ObjectNode toJson(DatasetSchema schema) {
        ObjectNode json = Json.object();
        json.put("source", source);
        json.put("index", index);
        json.put("from", from);
        json.put("length", length);
        json.set("tasks", Json.of(tasks));
        json.set("attributes", Json.of(attributes));
        json.set("stats", StatsJson.of(stats, schema));
        return json;
    }

    static EpisodePart parse(JsonNode json) throws IOException {
        List<String> tasks = new ArrayList<>();
        json.path("tasks").forEach(task -> tasks.add(task.asText()));
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("attributes").properties()) {
            attributes.put(entry.getKey(), Json.plain(entry.getValue()));
        }
        return new EpisodePart(
                json.path("source").asText(),
                json.path("index").asInt(),
                json.path("from").asLong(),
                json.path("length").asLong(),
                tasks,
                attributes,
                StatsJson.parse(json.path("stats")));
    }
}
