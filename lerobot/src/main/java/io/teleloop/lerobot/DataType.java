package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.ColumnType;
import org.jspecify.annotations.Nullable;

/// What the values of a feature are.
public enum DataType {
    BOOL("bool", ColumnType.BOOL),
    INT32("int32", ColumnType.INT32),
    INT64("int64", ColumnType.INT64),
    FLOAT32("float32", ColumnType.FLOAT),
    FLOAT64("float64", ColumnType.DOUBLE),
    STRING("string", ColumnType.STRING),
    /// A camera: its frames are in video files and have no column.
    VIDEO("video", null);

    private final String label;
    private final @Nullable ColumnType column;

    DataType(String label, @Nullable ColumnType column) {
        this.label = label;
        this.column = column;
    }

    /// Its name in `info.json`.
    public String label() {
        return label;
    }

    boolean isNumeric() {
        return this != STRING && this != VIDEO;
    }

    boolean isInteger() {
        return this == INT32 || this == INT64;
    }

    ColumnType column() {
        if (column == null) {
            throw new IllegalStateException("a feature of the type " + label + " has no column");
        }
        return column;
    }

    /// @throws DatasetException when there is none of this name, or it is not supported
    static DataType of(String label) throws DatasetException {
        for (DataType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new DatasetException("features of the type '" + label + "' are not supported");
    }
}
