package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statistics as `stats.json` has them: `{feature: {min, max, mean, std, q01, q10, q50, q90, q99, count}}`, with
/// vectors of a number an entry, of cameras `[[[red]], [[green]], [[blue]]]`.
final class StatsJson {
    private StatsJson() {}

    static ObjectNode of(Map<String, FeatureStats> stats, DatasetSchema schema) {
        ObjectNode json = Json.object();
        for (Feature feature : schema.allFeatures()) {
            FeatureStats of = stats.get(feature.key());
            if (of != null) {
                ObjectNode entry = json.putObject(feature.key());
                for (int i = 0; i < FeatureStats.NAMES.size(); i++) {
                    entry.set(
                            FeatureStats.NAMES.get(i),
                            Json.of(shaped(of.values().get(i), feature)));
                }
                entry.putArray(FeatureStats.COUNT).add(of.count());
            }
        }
        return json;
    }

    /// A statistic in the shape that the files have it in: the feature's, of a camera one number a colour.
    static List<?> shaped(double[] entries, Feature feature) {
        List<?> values = Arrays.stream(entries).boxed().toList();
        List<Integer> shape = feature.statsShape();
        for (int dimension = shape.size() - 1; dimension > 0; dimension--) {
            values = grouped(values, shape.get(dimension));
        }
        return values;
    }

    private static List<List<?>> grouped(List<?> values, int size) {
        List<List<?>> groups = new ArrayList<>();
        for (int from = 0; from < values.size(); from += size) {
            groups.add(values.subList(from, from + size));
        }
        return groups;
    }

    static Map<String, FeatureStats> parse(JsonNode json) {
        Map<String, FeatureStats> stats = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            List<double[]> values = FeatureStats.NAMES.stream()
                    .map(name -> numbers(entry.getValue().path(name)))
                    .toList();
            stats.put(
                    entry.getKey(),
                    FeatureStats.of(
                            values,
                            entry.getValue().path(FeatureStats.COUNT).path(0).asLong()));
        });
        return stats;
    }

    /// All numbers, row by row; none where there is something else.
    static double[] numbers(JsonNode nested) {
        if (nested.isNumber()) {
            return new double[] {nested.asDouble()};
        }
        List<double[]> parts = new ArrayList<>();
        nested.forEach(part -> parts.add(numbers(part)));
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
