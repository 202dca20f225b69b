package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Holds `meta/stats.json` against the rules.
final class StatsCheck {
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
        int entries = feature.statsShape().getFirst();
        for (String name : FeatureStats.NAMES) {
            JsonNode values = stats.path(name);
            findings.require(
                    values.isArray() && values.size() == entries,
                    Rule.STATS,
                    () -> feature.key() + " has as " + name + " " + (values.isMissingNode() ? "nothing" : values));
            if (feature.isCamera()) {
                findings.require(
                        values.path(0).path(0).path(0).isNumber(),
                        Rule.STATS,
                        () -> feature.key() + " has a " + name + " that is not [[[red]], [[green]], [[blue]]]");
            }
        }
        findings.require(
                stats.path(FeatureStats.COUNT).path(0).asLong() > 0, Rule.STATS, () -> feature.key() + " has no count");
    }
}
