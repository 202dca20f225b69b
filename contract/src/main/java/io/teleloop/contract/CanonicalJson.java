package io.teleloop.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Documents as JSON: the same document gives the same bytes, UTF-8, with names in alphabetical order and a new line
/// at the end. What a later build added to a document is passed over when it is read.
public final class CanonicalJson {
    private static final JsonMapper DENSE = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CanonicalJson() {}

    /// For persons to read as well.
    public static byte[] indented(Object document) {
        return bytes(document, true);
    }

    /// On one line.
    public static byte[] dense(Object document) {
        return bytes(document, false);
    }

    /// @throws IOException when the bytes are not such a document
    public static <T> T parse(byte[] json, Class<T> type) throws IOException {
        return DENSE.readValue(json, type);
    }

    private static byte[] bytes(Object document, boolean indent) {
        try {
            String text = indent
                    ? DENSE.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document)
                    : DENSE.writeValueAsString(document);
            return text.concat("\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + document.getClass().getSimpleName() + " always has a JSON form", e);
        }
    }
}
