package io.teleloop.lerobot.parquet;

import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// Columns as a Parquet schema, and back.
final class Schemas {
    static final String LIST = "list";
    static final String ELEMENT = "element";

    private Schemas() {}

    static MessageType schemaOf(List<Column> columns) {
        return new MessageType(
                "schema",
                columns.stream()
                        .map(column -> field(column.name(), column.type(), column.depth()))
                        .toList());
    }

    private static Type field(String name, ColumnType type, int depth) {
        if (depth > 0) {
            return Types.optionalList()
                    .setElementType(field(ELEMENT, type, depth - 1))
                    .named(name);
        }
        return type == ColumnType.STRING
                ? Types.optional(type.primitive)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name)
                : Types.optional(type.primitive).named(name);
    }

    static List<Column> columnsOf(MessageType schema) {
        return schema.getFields().stream().map(Schemas::columnOf).toList();
    }

    private static Column columnOf(Type field) {
        int depth = 0;
        Type inner = field;
        while (!inner.isPrimitive()) {
            inner = elementOf(inner.asGroupType());
            depth++;
        }
        return new Column(field.getName(), ColumnType.of(inner.asPrimitiveType().getPrimitiveTypeName()), depth);
    }

    /// The element of a three-level list, whatever its inner levels are called.
    private static Type elementOf(GroupType list) {
        if (!(list.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation)
                || list.getFieldCount() != 1
                || list.getType(0).isPrimitive()
                || list.getType(0).asGroupType().getFieldCount() != 1) {
            throw new IllegalArgumentException("column " + list.getName() + " is neither a scalar nor a list: " + list);
        }
        return list.getType(0).asGroupType().getType(0);
    }
}
