package io.teleloop.lerobot.parquet;

import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// What a column, or each element of its lists, holds.
public enum ColumnType {
    BOOL(PrimitiveTypeName.BOOLEAN),
    INT32(PrimitiveTypeName.INT32),
    INT64(PrimitiveTypeName.INT64),
    FLOAT(PrimitiveTypeName.FLOAT),
    DOUBLE(PrimitiveTypeName.DOUBLE),
    STRING(PrimitiveTypeName.BINARY);

    final PrimitiveTypeName primitive;

    ColumnType(PrimitiveTypeName primitive) {
        this.primitive = primitive;
    }

    static ColumnType of(PrimitiveTypeName primitive) {
        for (ColumnType type : values()) {
            if (type.primitive == primitive) {
                return type;
            }
        }
        throw new IllegalArgumentException("columns of the physical type " + primitive + " are not supported");
    }
}
