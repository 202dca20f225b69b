package io.teleloop.lerobot.parquet;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/// Hands rows to Parquet. A list is a `List` or an array, of primitives too.
final class RowSupport extends WriteSupport<@Nullable Object[]> {
    private final List<Column> columns;
    private final Map<String, String> footer;

    @SuppressWarnings("NullAway.Init") // prepareForWrite comes before the first row
    private RecordConsumer out;

    RowSupport(List<Column> columns, Map<String, String> footer) {
        this.columns = columns;
        this.footer = footer;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(Schemas.schemaOf(columns), footer);
    }

    @Override
    @Deprecated
    public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
        return new WriteContext(Schemas.schemaOf(columns), footer);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        out = consumer;
    }

    @Override
    public void write(@Nullable Object[] row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + row.length + " values for " + columns.size() + " columns");
        }
        out.startMessage();
        for (int i = 0; i < row.length; i++) {
            Column column = columns.get(i);
            write(column.name(), i, row[i], column.type(), column.depth());
        }
        out.endMessage();
    }

    private void write(String name, int field, @Nullable Object value, ColumnType type, int depth) {
        if (value == null) {
            return;
        }
        out.startField(name, field);
        if (depth == 0) {
            writeScalar(value, type);
        } else {
            writeList(value, type, depth);
        }
        out.endField(name, field);
    }

    private void writeList(Object value, ColumnType type, int depth) {
        out.startGroup();
        int length = value instanceof List<?> list ? list.size() : Array.getLength(value);
        if (length > 0) {
            out.startField(Schemas.LIST, 0);
            for (int i = 0; i < length; i++) {
                out.startGroup();
                Object element = value instanceof List<?> list ? list.get(i) : Array.get(value, i);
                write(Schemas.ELEMENT, 0, element, type, depth - 1);
                out.endGroup();
            }
            out.endField(Schemas.LIST, 0);
        }
        out.endGroup();
    }

    private void writeScalar(Object value, ColumnType type) {
        switch (type) {
            case BOOL -> out.addBoolean((Boolean) value);
            case INT32 -> out.addInteger(((Number) value).intValue());
            case INT64 -> out.addLong(((Number) value).longValue());
            case FLOAT -> out.addFloat(((Number) value).floatValue());
            case DOUBLE -> out.addDouble(((Number) value).doubleValue());
            case STRING -> out.addBinary(Binary.fromString((String) value));
        }
    }
}
