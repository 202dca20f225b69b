package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.parquet.ColumnType;
import io.teleloop.lerobot.parquet.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `meta/episodes`: a row an episode, whose position is the episode's index.
final class EpisodeTable implements AutoCloseable {
    static final String EPISODE_INDEX = "episode_index";
    static final String TASKS = "tasks";
    static final String LENGTH = "length";
    static final String DATA_CHUNK = "data/chunk_index";
    static final String DATA_FILE = "data/file_index";
    static final String FROM = "dataset_from_index";
    static final String TO = "dataset_to_index";
    /// Begins the name of each column with statistics.
    static final String STATS = "stats/";

    private static final String META_CHUNK = "meta/episodes/chunk_index";
    private static final String META_FILE = "meta/episodes/file_index";

    private static final List<String> NUMBERS = List.of(LENGTH, DATA_CHUNK, DATA_FILE, FROM, TO, META_CHUNK, META_FILE);

    /// Names without `/` that are LeRobot's.
    static final Set<String> OWN = Set.of(EPISODE_INDEX, TASKS, LENGTH, FROM, TO);

    private final DatasetSchema schema;
    private final DatasetLimits limits;
    private final FileNumber number;
    private final TableWriter table;

    EpisodeTable(DatasetSchema schema, DatasetLimits limits, FileNumber number, Path file) throws IOException {
        this.schema = schema;
        this.limits = limits;
        this.number = number;
        table = TableWriter.open(file, columns(schema), Map.of());
    }

    static String videoChunk(String camera) {
        return "videos/" + camera + "/chunk_index";
    }

    static String videoFile(String camera) {
        return "videos/" + camera + "/file_index";
    }

    static String videoFrom(String camera) {
        return "videos/" + camera + "/from_timestamp";
    }

    static String videoTo(String camera) {
        return "videos/" + camera + "/to_timestamp";
    }

    static List<Column> columns(DatasetSchema schema) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.scalar(EPISODE_INDEX, ColumnType.INT64));
        columns.add(Column.list(TASKS, ColumnType.STRING));
        for (String name : NUMBERS) {
            columns.add(Column.scalar(name, ColumnType.INT64));
        }
        for (Feature camera : schema.cameras()) {
            columns.add(Column.scalar(videoChunk(camera.key()), ColumnType.INT64));
            columns.add(Column.scalar(videoFile(camera.key()), ColumnType.INT64));
            columns.add(Column.scalar(videoFrom(camera.key()), ColumnType.DOUBLE));
            columns.add(Column.scalar(videoTo(camera.key()), ColumnType.DOUBLE));
        }
        schema.episodeFeatures().forEach(feature -> columns.add(feature.column()));
        for (Feature feature : schema.allFeatures()) {
            if (feature.isCamera() || feature.type().isNumeric()) {
                for (String name : FeatureStats.NAMES) {
                    columns.add(new Column(
                            stat(feature, name),
                            ColumnType.DOUBLE,
                            feature.statsShape().size()));
                }
                columns.add(Column.list(stat(feature, FeatureStats.COUNT), ColumnType.INT64));
            }
        }
        return columns;
    }

    private static String stat(Feature feature, String name) {
        return STATS + feature.key() + "/" + name;
    }

    /// @param data the number of the file that has the episode's rows
    void write(EpisodePart part, FileNumber data) throws IOException {
        List<@Nullable Object> row = new ArrayList<>();
        row.add((long) part.index());
        row.add(part.tasks());
        row.add(part.length());
        row.add((long) data.chunk());
        row.add((long) data.file());
        row.add(part.from());
        row.add(part.from() + part.length());
        row.add((long) number.chunk());
        row.add((long) number.file());
        FileNumber video = FileNumber.of(part.index(), limits.chunkFiles());
        for (int camera = 0; camera < schema.cameras().size(); camera++) {
            row.add((long) video.chunk());
            row.add((long) video.file());
            row.add(0.0);
            row.add((double) part.length() / schema.fps());
        }
        schema.episodeFeatures().forEach(feature -> row.add(part.attributes().get(feature.key())));
        for (Feature feature : schema.allFeatures()) {
            FeatureStats stats = part.stats().get(feature.key());
            if (stats != null) {
                stats.values().forEach(entries -> row.add(StatsJson.shaped(entries, feature)));
                row.add(List.of(stats.count()));
            }
        }
        table.write(row.toArray());
    }

    /// Bytes of the file up to here, about.
    long size() {
        return table.size();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
