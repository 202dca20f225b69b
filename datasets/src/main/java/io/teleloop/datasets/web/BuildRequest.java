package io.teleloop.datasets.web;

import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetFilter;
import io.teleloop.datasets.DatasetFilter.Origin;
import io.teleloop.http.InvalidRequestException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a data set is to be made of, as the body of a request has it.
///
/// | field | default | meaning |
/// |---|---|---|
/// | `name`, `task` | | |
/// | `outcomes` | `["success"]` | empty for any |
/// | `operators` | `[]` | empty for any |
/// | `origin` | `real` | `real`, `generated` or `any` |
/// | `least` | `{}` | least score of labels of the whole episode, by name |
/// | `validation` | 0 | share of the split `validation` |
record BuildRequest(String name, DatasetFilter filter, double validation) {
    static final Set<String> FIELDS =
            new TreeSet<>(Set.of("name", "task", "outcomes", "operators", "origin", "least", "validation"));

    static BuildRequest of(JsonObject body) throws InvalidRequestException {
        Set<String> unknown = new TreeSet<>(body.fieldNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException(
                    "there is no field " + String.join(", ", unknown) + "; there are " + String.join(", ", FIELDS));
        }
        try {
            double validation = number(body, "validation", 0);
            if (!(validation >= 0 && validation < 1)) {
                throw wrong(body, "validation", "a share of at least 0 and below 1");
            }
            DatasetFilter filter = new DatasetFilter(
                    text(body, "task", ""),
                    texts(body, "outcomes", Set.of("success")),
                    texts(body, "operators", Set.of()),
                    Origin.of(text(body, "origin", "real")),
                    scores(body));
            return new BuildRequest(DatasetDocument.requireName(text(body, "name", "")), filter, validation);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonObject body, String field, String otherwise) throws InvalidRequestException {
        return switch (body.getValue(field)) {
            case null -> otherwise;
            case String text -> text.strip();
            default -> throw wrong(body, field, "a text");
        };
    }

    private static double number(JsonObject body, String field, double otherwise) throws InvalidRequestException {
        return switch (body.getValue(field)) {
            case null -> otherwise;
            case Number number when Double.isFinite(number.doubleValue()) -> number.doubleValue();
            default -> throw wrong(body, field, "a number");
        };
    }

    private static SortedSet<String> texts(JsonObject body, String field, Set<String> otherwise)
            throws InvalidRequestException {
        Object given = body.getValue(field);
        if (given == null) {
            return new TreeSet<>(otherwise);
        }
        if (!(given instanceof JsonArray array)) {
            throw wrong(body, field, "an array of texts");
        }
        SortedSet<String> texts = new TreeSet<>();
        for (Object each : array) {
            if (!(each instanceof String text)) {
                throw wrong(body, field, "an array of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    private static SortedMap<String, Double> scores(JsonObject body) throws InvalidRequestException {
        SortedMap<String, Double> scores = new TreeMap<>();
        Object given = body.getValue("least");
        if (given == null) {
            return scores;
        }
        if (!(given instanceof JsonObject least)) {
            throw wrong(body, "least", "an object such as {\"quality\": 0.6}");
        }
        for (Map.Entry<String, Object> score : least) {
            scores.put(score.getKey(), number(least, score.getKey(), 0));
        }
        return scores;
    }

    private static InvalidRequestException wrong(JsonObject body, String field, String takes) {
        return new InvalidRequestException("'" + field + "' is " + body.getValue(field) + "; it takes " + takes);
    }
}
