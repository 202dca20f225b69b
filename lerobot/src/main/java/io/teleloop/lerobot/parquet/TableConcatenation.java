package io.teleloop.lerobot.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;

/// Joins tables of the same columns into one file: their row groups are copied as they are, the footer is new.
public final class TableConcatenation implements AutoCloseable {
    private static final long ANY_ROW_GROUP = Long.MAX_VALUE;
    private static final int NO_PADDING = 0;

    private final ParquetFileWriter writer;
    private boolean ended;

    private TableConcatenation(ParquetFileWriter writer) {
        this.writer = writer;
    }

    /// Creates the file, or overwrites it.
    public static TableConcatenation open(Path file, List<Column> columns) throws IOException {
        ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(file),
                Schemas.schemaOf(columns),
                ParquetFileWriter.Mode.OVERWRITE,
                ANY_ROW_GROUP,
                NO_PADDING,
                null,
                ParquetProperties.builder().build());
        writer.start();
        return new TableConcatenation(writer);
    }

    public void append(Path table) throws IOException {
        try (TableReader reader = TableReader.open(table)) {
            reader.appendTo(writer);
        }
    }

    /// Writes the footer: without it the file cannot be read.
    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            writer.end(Map.of());
        }
    }
}
