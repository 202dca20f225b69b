package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.Column;
import io.teleloop.lerobot.parquet.ColumnType;
import io.teleloop.lerobot.parquet.TableReader;
import io.teleloop.lerobot.parquet.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tasks of a data set in the order in which they first occur, which is their index; `meta/tasks.parquet`.
final class TaskTable {
    static final Column INDEX = Column.scalar("task_index", ColumnType.INT64);
    static final Column TASK = Column.scalar("task", ColumnType.STRING);
    static final String PANDAS = "pandas";

    /// The loader finds a task by the index of a pandas table, and without this silently takes its number for
    /// its text.
    private static final String TASK_IS_THE_INDEX = """
            {"index_columns":["task"],"column_indexes":[],"columns":[\
            {"name":"task","field_name":"task","pandas_type":"unicode","numpy_type":"object","metadata":null},\
            {"name":"task_index","field_name":"task_index","pandas_type":"int64","numpy_type":"int64","metadata":null}]}\
            """;

    private final Map<String, Integer> indices = new LinkedHashMap<>();

    /// The task's index, a new one when it has none.
    int indexOf(String task) {
        Integer known = indices.putIfAbsent(task, indices.size());
        return known == null ? indices.size() - 1 : known;
    }

    int size() {
        return indices.size();
    }

    void write(Path file) throws IOException {
        try (TableWriter table = TableWriter.open(file, List.of(INDEX, TASK), Map.of(PANDAS, TASK_IS_THE_INDEX))) {
            for (Map.Entry<String, Integer> task : indices.entrySet()) {
                table.write((long) task.getValue(), task.getKey());
            }
        }
    }

    /// Tasks by index.
    static List<String> read(Path file) throws IOException {
        try (TableReader table = TableReader.open(file)) {
            List<String> tasks = new ArrayList<>();
            for (Map<String, @Nullable Object> row = table.next(); row != null; row = table.next()) {
                if (!(row.get(INDEX.name()) instanceof Number index && index.longValue() == tasks.size())
                        || !(row.get(TASK.name()) instanceof String task)) {
                    throw new DatasetException(file + " has in row " + tasks.size() + " " + row
                            + "; each row has a task and its task_index, in the order of these");
                }
                tasks.add(task);
            }
            return tasks;
        }
    }
}
