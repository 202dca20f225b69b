package io.teleloop.local.demo;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.operator.LatencySummary;
import io.teleloop.operator.OperatorStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the demonstrations gave, as text for a terminal.
final class DemoReport {
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;

    private final List<VerifiedEpisode> episodes;
    private final OperatorStatistics measured;
    private final Path bucket;

    /// @param episodes at least one
    /// @param measured by the operator's session
    /// @param bucket the folder in which the store keeps the objects as files
    DemoReport(List<VerifiedEpisode> episodes, OperatorStatistics measured, Path bucket) {
        this.episodes = List.copyOf(episodes);
        this.measured = measured;
        this.bucket = bucket;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(episodeTable());
        lines.add("");
        lines.addAll(streamTable());
        lines.add("");
        lines.addAll(latencyTable());
        lines.add("");
        String newest = episodes.getLast().manifest().data().key();
        lines.add("Files:  " + bucket.resolve("episodes"));
        lines.add("Open one in Foxglove (drag the file in), or with the MCAP command line tool:");
        lines.add("  mcap info " + bucket.resolve(newest));
        return lines;
    }

    private List<String> episodeTable() {
        TextTable table = new TextTable("episode", "outcome", "duration", "steps", "size", "sha256");
        for (VerifiedEpisode episode : episodes) {
            Manifest manifest = episode.manifest();
            table.row(
                    manifest.episodeId(),
                    manifest.outcome(),
                    String.format(Locale.ROOT, "%.1f s", seconds(manifest)),
                    Long.toString(manifest.steps()),
                    String.format(Locale.ROOT, "%.1f MB", manifest.data().sizeBytes() / MEGA),
                    manifest.data().sha256().substring(0, 12));
        }
        return table.lines();
    }

    private List<String> streamTable() {
        Map<String, StreamTotals> totals = new LinkedHashMap<>();
        for (VerifiedEpisode episode : episodes) {
            for (StreamSummary stream : episode.manifest().streams()) {
                totals.computeIfAbsent(stream.name(), name -> new StreamTotals(stream.schema()))
                        .add(stream, seconds(episode.manifest()));
            }
        }
        TextTable table = new TextTable("stream", "schema", "rate", "samples", "gaps", "lost");
        totals.forEach((name, total) -> table.row(
                name,
                total.schema,
                String.format(Locale.ROOT, "%.1f Hz", total.samples / total.seconds),
                Long.toString(total.samples),
                Long.toString(total.gaps),
                Long.toString(total.missing)));
        return table.lines();
    }

    private List<String> latencyTable() {
        TextTable table = new TextTable("latency", "p50", "p99", "measured");
        Percentiles command = Percentiles.of(episodes.stream()
                .flatMapToLong(episode -> Arrays.stream(episode.commandLatencyNs()))
                .toArray());
        if (!command.isEmpty()) {
            row(
                    table,
                    "command, operator to robot target (as recorded)",
                    command.millis(MEDIAN),
                    command.millis(NEARLY_ALL),
                    command.sorted().length);
        }
        row(table, "command round trip, without waiting for the tick", measured.commandRoundTrip());
        measured.video().keySet().stream()
                .sorted()
                .forEach(camera -> row(
                        table,
                        "camera " + camera + ", capture to decoded picture",
                        measured.camera(camera).glassToGlass()));
        return table.lines();
    }

    private static void row(TextTable table, String what, LatencySummary latency) {
        if (latency.count() > 0) {
            row(table, what, latency.p50(), latency.p99(), latency.count());
        }
    }

    private static void row(TextTable table, String what, double medianMs, double nearlyAllMs, long count) {
        table.row(
                what,
                String.format(Locale.ROOT, "%.1f ms", medianMs),
                String.format(Locale.ROOT, "%.1f ms", nearlyAllMs),
                Long.toString(count));
    }

    private static double seconds(Manifest manifest) {
        return (manifest.closedNs() - manifest.openedNs()) / NANOS;
    }

    private static final class StreamTotals {
        private final String schema;
        private long samples;
        private long gaps;
        private long missing;
        private double seconds;

        private StreamTotals(String schema) {
            this.schema = schema;
        }

        private void add(StreamSummary stream, double duration) {
            samples += stream.samples();
            gaps += stream.gaps().size() + stream.gapsNotListed();
            missing += stream.missing();
            seconds += duration;
        }
    }
}
