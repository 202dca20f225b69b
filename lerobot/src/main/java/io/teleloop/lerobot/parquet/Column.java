package io.teleloop.lerobot.parquet;

/// A column of a table.
///
/// @param depth 0 for scalars, 1 for lists, 2 for lists of lists, and so on
public record Column(String name, ColumnType type, int depth) {
    public Column {
        if (depth < 0) {
            throw new IllegalArgumentException("column " + name + " has a negative depth: " + depth);
        }
    }

    public static Column scalar(String name, ColumnType type) {
        return new Column(name, type, 0);
    }

    public static Column list(String name, ColumnType type) {
        return new Column(name, type, 1);
    }
}
