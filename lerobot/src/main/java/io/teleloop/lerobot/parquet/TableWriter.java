package io.teleloop.lerobot.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/// Writes a Parquet file row by row. The same rows give the same bytes. In memory is at most one row group.
public final class TableWriter implements AutoCloseable {
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final ParquetWriter<@Nullable Object[]> writer;

    private TableWriter(ParquetWriter<@Nullable Object[]> writer) {
        this.writer = writer;
    }

    /// Creates the file, or overwrites it.
    ///
    /// @param footer key-values of the file's footer
    public static TableWriter open(Path file, List<Column> columns, Map<String, String> footer) throws IOException {
        return new TableWriter(new Builder(new LocalOutputFile(file), columns, footer)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build());
    }

    /// @param row one value a column: boxed scalar, `String`, `List`, array; null for none
    public void write(@Nullable Object... row) throws IOException {
        writer.write(row);
    }

    /// Bytes of the file up to here, about.
    public long size() {
        return writer.getDataSize();
    }

    /// Writes the footer: without it the file cannot be read.
    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final List<Column> columns;
        private final Map<String, String> footer;

        Builder(OutputFile file, List<Column> columns, Map<String, String> footer) {
            super(file);
            this.columns = List.copyOf(columns);
            this.footer = Map.copyOf(footer);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport(columns, footer);
        }

        @Override
        @Deprecated
        protected WriteSupport<@Nullable Object[]> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
            return new RowSupport(columns, footer);
        }
    }
}
