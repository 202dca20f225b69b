package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.parquet.ColumnType;
import io.teleloop.lerobot.parquet.TableReader;
import io.teleloop.lerobot.video.VideoDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds the data files, taken as LeRobot's loader takes them, against the rules, row by row.
final class DataCheck {
    private final DatasetReader dataset;
    private final Findings findings;
    private final Map<String, Feature> features;
    private final Set<Path> named = new HashSet<>();
    private long row;
    private int episode;
    private long frame;

    DataCheck(DatasetReader dataset, Findings findings) {
        this.dataset = dataset;
        this.findings = findings;
        features = dataset.info().features().stream()
                .filter(feature -> !feature.isCamera())
                .collect(Collectors.toMap(Feature::key, Function.identity()));
    }

    /// @return how many rows there are
    long run() throws IOException {
        dataset.episodes().forEach(entry -> named.add(entry.dataFile()));
        List<Path> files = DatasetReader.tables(dataset.folder().resolve(Layout.DATA_FOLDER));
        for (Path file : files) {
            findings.require(named.remove(file), Rule.DATA_FILES, () -> "no episode names " + relative(file));
            try (TableReader table = TableReader.open(file)) {
                checkColumns(table, relative(file));
                checkRows(table, relative(file));
            } catch (IOException e) {
                findings.add(Rule.DATA_FILES, String.valueOf(e.getMessage()));
            }
        }
        named.forEach(file -> findings.add(Rule.DATA_FILES, "there is no " + relative(file)));
        return row;
    }

    private String relative(Path file) {
        return dataset.folder().relativize(file).toString();
    }

    private void checkColumns(TableReader table, String file) {
        Set<String> undeclared = new TreeSet<>();
        Set<String> missing = new TreeSet<>(features.keySet());
        for (Column column : table.columns()) {
            Feature feature = features.get(column.name());
            missing.remove(column.name());
            if (feature == null) {
                undeclared.add(column.name());
                continue;
            }
            findings.require(
                    column.depth() == feature.column().depth(),
                    Rule.COLUMN_SHAPES,
                    () -> file + ": " + column.name() + " has the shape " + feature.shape() + " and is a "
                            + (column.depth() == 0 ? "scalar" : "list of depth " + column.depth()));
            findings.require(
                    kindOf(column.type()) == kindOf(feature.type().column()),
                    Rule.COLUMN_TYPES,
                    () -> file + ": " + column.name() + " is declared "
                            + feature.type().label() + " and is " + column.type());
        }
        findings.require(
                undeclared.isEmpty(),
                Rule.DECLARED_COLUMNS,
                () -> file + " has columns that are not declared: " + undeclared);
        findings.require(
                missing.isEmpty(),
                Rule.DECLARED_COLUMNS,
                () -> file + " has no columns of declared features: " + missing);
    }

    /// Widths of numbers are free.
    private static ColumnType kindOf(ColumnType type) {
        return switch (type) {
            case INT32 -> ColumnType.INT64;
            case FLOAT -> ColumnType.DOUBLE;
            default -> type;
        };
    }

    private void checkRows(TableReader table, String file) throws IOException {
        for (Map<String, @Nullable Object> values = table.next(); values != null; values = table.next()) {
            String place = file + ", row " + row;
            for (Map.Entry<String, @Nullable Object> value : values.entrySet()) {
                Feature feature = features.get(value.getKey());
                if (feature != null) {
                    checkValue(feature, value.getValue(), 0, place);
                }
            }
            checkIndices(values, place);
            row++;
        }
    }

    private void checkValue(Feature feature, @Nullable Object value, int dimension, String place) {
        if (value == null) {
            findings.add(Rule.NO_NULLS, place + ": " + feature.key() + " is missing");
        } else if (value instanceof List<?> list) {
            int expected = dimension < feature.shape().size() ? feature.shape().get(dimension) : 1;
            findings.require(
                    list.size() == expected,
                    Rule.COLUMN_SHAPES,
                    () -> place + ": " + feature.key() + " has the shape " + feature.shape() + " and a list of "
                            + list.size());
            list.forEach(entry -> checkValue(feature, entry, dimension + 1, place));
        }
    }

    private void checkIndices(Map<String, @Nullable Object> values, String place) {
        while (episode < dataset.episodes().size()
                && frame == dataset.episodes().get(episode).length()) {
            episode++;
            frame = 0;
        }
        requireIndex(values, Feature.INDEX, row, place);
        requireIndex(values, Feature.EPISODE_INDEX, episode, place);
        requireIndex(values, Feature.FRAME_INDEX, frame, place);
        if (values.get(Feature.TIMESTAMP.key()) instanceof Number timestamp) {
            double expected = (double) frame / dataset.info().fps();
            findings.require(
                    Math.abs(timestamp.doubleValue() - expected) <= VideoDecoder.TOLERANCE,
                    Rule.TIMESTAMPS,
                    () -> place + ": frame " + frame + " has the timestamp " + timestamp + " and not " + expected);
        }
        if (values.get(Feature.TASK_INDEX.key()) instanceof Number task) {
            long index = task.longValue();
            boolean known = index >= 0 && index < dataset.tasks().size();
            boolean named = known
                    && episode < dataset.episodes().size()
                    && dataset.episodes()
                            .get(episode)
                            .tasks()
                            .contains(dataset.tasks().get((int) index));
            findings.require(named, Rule.TASK_INDICES, () -> place + ": task_index is " + index);
        }
        frame++;
    }

    private void requireIndex(Map<String, @Nullable Object> values, Feature feature, long expected, String place) {
        if (values.get(feature.key()) instanceof Number index) {
            findings.require(
                    index.longValue() == expected,
                    Rule.INDICES,
                    () -> place + ": " + feature.key() + " is " + index + " and not " + expected);
        }
    }
}
