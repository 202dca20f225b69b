package io.teleloop.lerobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// JSON files. The same tree gives the same bytes.
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Of maps, lists, strings, numbers and booleans.
    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    static Object plain(JsonNode json) throws IOException {
        return MAPPER.treeToValue(json, Object.class);
    }

    static void write(Path file, JsonNode json) throws IOException {
        Files.writeString(file, MAPPER.writeValueAsString(json) + "\n");
    }

    /// @throws DatasetException when it is no JSON
    static JsonNode read(Path file) throws IOException {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new DatasetException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// @throws DatasetException when it is no JSON
    static JsonNode parse(String text) throws DatasetException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DatasetException("no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
