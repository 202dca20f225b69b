package io.teleloop.lerobot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.parquet.TableReader;
import io.teleloop.lerobot.parquet.TableWriter;
import io.teleloop.lerobot.parquet.ZstdTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/// Breaks a data set on purpose.
final class BrokenData {
    static final String DATA = "data/chunk-000/file-000.parquet";
    static final String EPISODES = "meta/episodes/chunk-000/file-000.parquet";
    static final String VIDEO = "videos/" + SampleData.FRONT + "/chunk-000/file-001.mp4";

    private final Path folder;

    BrokenData(Path folder) {
        this.folder = folder;
    }

    /// A table in memory, to be changed.
    record Table(List<Column> columns, List<Map<String, @Nullable Object>> rows, Map<String, String> footer) {
        void replaceColumn(String name, Column column) {
            columns.replaceAll(old -> old.name().equals(name) ? column : old);
        }
    }

    void table(String path, Consumer<Table> mistake) throws IOException {
        Path file = folder.resolve(path);
        Table table;
        try (TableReader reader = TableReader.open(file)) {
            table = new Table(new ArrayList<>(reader.columns()), new ArrayList<>(), new HashMap<>(reader.footer()));
            for (Map<String, @Nullable Object> row = reader.next(); row != null; row = reader.next()) {
                table.rows.add(row);
            }
        }
        mistake.accept(table);
        try (TableWriter writer = TableWriter.open(file, table.columns, table.footer)) {
            for (Map<String, @Nullable Object> row : table.rows) {
                writer.write(table.columns.stream()
                        .map(column -> row.get(column.name()))
                        .toArray());
            }
        }
    }

    /// Writes a table anew with a compression that not every reader has.
    void compressOtherwise(String path) throws IOException {
        Path file = folder.resolve(path);
        List<Column> columns;
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (TableReader reader = TableReader.open(file)) {
            columns = reader.columns();
            for (Map<String, @Nullable Object> row = reader.next(); row != null; row = reader.next()) {
                rows.add(row.values().toArray());
            }
        }
        ZstdTable.write(file, columns, rows);
    }

    void json(String path, Consumer<ObjectNode> mistake) throws IOException {
        ObjectNode json = (ObjectNode) Json.read(folder.resolve(path));
        mistake.accept(json);
        Json.write(folder.resolve(path), json);
    }

    void delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    /// Puts what FFmpeg makes of the video of the second episode in its place.
    void video(String... options) throws IOException, InterruptedException {
        Path video = folder.resolve(VIDEO);
        Path original = Files.move(video, folder.resolve("original.mp4"));
        List<String> command = new ArrayList<>(
                List.of(Loader.load(ffmpeg.class), "-v", "error", "-nostdin", "-i", original.toString()));
        command.addAll(List.of(options));
        command.add(video.toString());
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        Path.of(Loader.load(ffmpeg.class)).resolveSibling("").toString());
        int status = process.start().waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
        Files.delete(original);
    }
}
