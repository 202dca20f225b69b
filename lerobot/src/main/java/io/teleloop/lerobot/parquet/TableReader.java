package io.teleloop.lerobot.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// Reads a Parquet file row by row. In memory is at most one row group.
public final class TableReader implements AutoCloseable {
    private final Path file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final List<Column> columns;
    private int rowGroup;
    private long rowsLeft;
    private @Nullable RecordReader<Group> records;

    private TableReader(Path file, ParquetFileReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        schema = reader.getFooter().getFileMetaData().getSchema();
        try {
            columns = Schemas.columnsOf(schema);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// @throws IOException when it is no Parquet file, or has columns that are neither scalars nor lists of them
    public static TableReader open(Path file) throws IOException {
        ParquetFileReader reader;
        try {
            reader = ParquetFileReader.open(
                    new LocalInputFile(file),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .withCodecFactory(new Codecs())
                            .build());
        } catch (RuntimeException e) {
            throw new IOException(file + " is no Parquet file that can be read: " + e.getMessage(), e);
        }
        try {
            return new TableReader(file, reader);
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    public List<Column> columns() {
        return columns;
    }

    /// Key-values of the file's footer.
    public Map<String, String> footer() {
        return reader.getFooter().getFileMetaData().getKeyValueMetaData();
    }

    /// Names of the compressions that its pages have.
    public Set<String> compressions() {
        return reader.getRowGroups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(column -> column.getCodec().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    public long rowCount() {
        return reader.getRecordCount();
    }

    /// Skips the row groups before the first that may hold this value, as the statistics in the footer say.
    ///
    /// @param column an INT64 column whose values never fall from row to row
    public void skipTo(String column, long value) throws IOException {
        List<BlockMetaData> groups = reader.getRowGroups();
        while (rowGroup < groups.size() && endsBefore(groups.get(rowGroup), column, value)) {
            rowGroup++;
        }
        rowsLeft = 0;
    }

    private static boolean endsBefore(BlockMetaData group, String name, long value) {
        for (ColumnChunkMetaData column : group.getColumns()) {
            if (column.getPath().toDotString().equals(name)
                    && column.getStatistics() != null
                    && column.getStatistics().hasNonNullValue()) {
                return ((Number) column.getStatistics().genericGetMax()).longValue() < value;
            }
        }
        return false;
    }

    /// The next row by column (boxed scalar, `String`, `List`; null for none), or null at the end.
    public @Nullable Map<String, @Nullable Object> next() throws IOException {
        try {
            while (rowsLeft == 0) {
                if (rowGroup == reader.getRowGroups().size()) {
                    return null;
                }
                open(reader.readRowGroup(rowGroup++));
            }
            rowsLeft--;
            return records == null ? null : valuesOf(records.read());
        } catch (RuntimeException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private void open(PageReadStore pages) {
        rowsLeft = pages.getRowCount();
        records = new ColumnIOFactory().getColumnIO(schema).getRecordReader(pages, new GroupRecordConverter(schema));
    }

    private Map<String, @Nullable Object> valuesOf(Group group) {
        Map<String, @Nullable Object> row = LinkedHashMap.newLinkedHashMap(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            row.put(column.name(), valueOf(group, i, column.type(), column.depth()));
        }
        return row;
    }

    private static @Nullable Object valueOf(Group group, int field, ColumnType type, int depth) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return null;
        }
        if (depth > 0) {
            Group list = group.getGroup(field, 0);
            int length = list.getFieldRepetitionCount(0);
            List<@Nullable Object> values = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                values.add(valueOf(list.getGroup(0, i), 0, type, depth - 1));
            }
            return Collections.unmodifiableList(values);
        }
        return switch (type) {
            case BOOL -> group.getBoolean(field, 0);
            case INT32 -> group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case STRING -> group.getString(field, 0);
        };
    }

    /// Copies the row groups as they are.
    void appendTo(ParquetFileWriter writer) throws IOException {
        reader.appendTo(writer);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
