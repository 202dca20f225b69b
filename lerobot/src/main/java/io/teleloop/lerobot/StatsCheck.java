package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds `meta/stats.json` against the rules.
final class StatsCheck {
    private static final int COLOURS = 3;
    private static final List<String> ASCENDING = List.of("min", "q01", "q10", "q50", "q90", "q99", "max");
    /// Others compute in single precision.
    private static final double ROUNDING = 1e-4;

    private final Path folder;
    private final DatasetInfo info;
    private final Findings findings;

    StatsCheck(Path folder, DatasetInfo info, Findings findings) {
        this.folder = folder;
        this.info = info;
        this.findings = findings;
    }

    void run() throws IOException {
        Path file = folder.resolve(Layout.STATS);
        if (!Files.isRegularFile(file)) {
            findings.add(Rule.STATS, "there is no " + Layout.STATS);
            return;
        }
        JsonNode stats;
        try {
            stats = Json.read(file);
        } catch (DatasetException e) {
            findings.add(Rule.STATS, String.valueOf(e.getMessage()));
            return;
        }
        for (Feature feature : info.features()) {
            if (feature.isCamera() || feature.type().isNumeric()) {
                check(feature, stats.path(feature.key()));
            }
        }
    }

    private void check(Feature feature, JsonNode stats) {
        Map<String, double[]> values = new HashMap<>();
        for (String name : FeatureStats.NAMES) {
            JsonNode found = stats.path(name);
            double[] numbers = StatsJson.numbers(found);
            boolean fits = numbers.length == (feature.isCamera() ? COLOURS : feature.size())
                    && Arrays.stream(numbers).allMatch(Double::isFinite)
                    && hasShape(found, feature.statsShape());
            findings.require(
                    fits,
                    Rule.STATS,
                    () -> feature.key() + " has as " + name + " " + (found.isMissingNode() ? "nothing" : found)
                            + ", and not finite numbers of the shape " + feature.statsShape());
            if (fits) {
                values.put(name, numbers);
            }
        }
        for (int i = 1; i < ASCENDING.size(); i++) {
            requireOrder(feature, ASCENDING.get(i - 1), ASCENDING.get(i), values);
        }
        requireOrder(feature, "min", "mean", values);
        requireOrder(feature, "mean", "max", values);
        findings.require(
                Arrays.stream(values.getOrDefault("std", new double[0])).allMatch(std -> std >= 0),
                Rule.STATS,
                () -> feature.key() + " has a negative std");
        long count = stats.path(FeatureStats.COUNT).path(0).asLong();
        // Of pictures a few are looked at, of numbers all.
        findings.require(
                feature.isCamera() ? count > 0 : count == info.totalFrames(),
                Rule.STATS,
                () -> feature.key() + " has the count " + count + ", and there are " + info.totalFrames() + " frames");
    }

    private static boolean hasShape(JsonNode values, List<Integer> shape) {
        if (shape.isEmpty()) {
            return values.isNumber();
        }
        return values.isArray()
                && values.size() == shape.getFirst()
                && values.valueStream().allMatch(entry -> hasShape(entry, shape.subList(1, shape.size())));
    }

    private void requireOrder(Feature feature, String least, String most, Map<String, double[]> values) {
        double[] low = values.get(least);
        double[] high = values.get(most);
        if (low == null || high == null) {
            return;
        }
        for (int i = 0; i < low.length; i++) {
            int entry = i;
            findings.require(
                    low[i] <= high[i] + ROUNDING * Math.max(1, Math.abs(high[i])),
                    Rule.STATS,
                    () -> feature.key() + " has the " + least + " " + low[entry] + " and the " + most + " "
                            + high[entry] + " of entry " + entry);
        }
    }
}
