package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.TableConcatenation;
import io.teleloop.lerobot.parquet.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the files that episodes share, out of the complete episodes in the work folder, one after the other.
final class Assembly {
    private final DatasetSchema schema;
    private final DatasetLimits limits;
    private final WorkFolder work;
    private final DatasetSink sink;

    Assembly(DatasetSchema schema, DatasetLimits limits, WorkFolder work, DatasetSink sink) {
        this.schema = schema;
        this.limits = limits;
        this.work = work;
        this.sink = sink;
    }

    /// @return statistics of all episodes, by feature
    Map<String, FeatureStats> run(int episodes) throws IOException {
        Map<String, FeatureStats> stats = new LinkedHashMap<>();
        try (DataFiles data = new DataFiles();
                EpisodeFiles table = new EpisodeFiles()) {
            for (int episode = 0; episode < episodes; episode++) {
                EpisodePart part = completePart(episode);
                table.write(part, data.append(part));
                part.stats().forEach((feature, of) -> stats.merge(feature, of, FeatureStats::and));
            }
            data.end();
            table.end();
        }
        return stats;
    }

    private EpisodePart completePart(int episode) throws IOException {
        EpisodePart part = work.complete(episode)
                .orElseThrow(() -> new DatasetException("episode " + episode + " is gone from the work folder"));
        try (TableReader rows = TableReader.open(work.rows(episode))) {
            if (rows.rowCount() != part.length()) {
                throw new DatasetException("episode " + episode + " has " + rows.rowCount()
                        + " rows in the work folder, and had " + part.length() + "; delete the work folder");
            }
        }
        return part;
    }

    /// `data/`: row groups of the episodes, as they are.
    private final class DataFiles implements AutoCloseable {
        private final Path unfinished = work.unfinished("data");
        private FileNumber number = FileNumber.FIRST;
        private @Nullable TableConcatenation file;
        private long size;

        FileNumber append(EpisodePart part) throws IOException {
            Path rows = work.rows(part.index());
            long more = Files.size(rows);
            if (size > 0 && size + more > limits.dataFileBytes()) {
                end();
                number = number.next(limits.chunkFiles());
                size = 0;
            }
            if (file == null) {
                file = TableConcatenation.open(unfinished, schema.columns());
            }
            file.append(rows);
            size += more;
            return number;
        }

        void end() throws IOException {
            close();
            sink.put(Layout.path(Layout.DATA, number), unfinished);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }

    /// `meta/episodes/`.
    private final class EpisodeFiles implements AutoCloseable {
        private final Path unfinished = work.unfinished("episodes");
        private FileNumber number = FileNumber.FIRST;
        private @Nullable EpisodeTable file;

        void write(EpisodePart part, FileNumber data) throws IOException {
            if (file != null && file.size() > limits.dataFileBytes()) {
                end();
                number = number.next(limits.chunkFiles());
            }
            if (file == null) {
                file = new EpisodeTable(schema, limits, number, unfinished);
            }
            file.write(part, data);
        }

        void end() throws IOException {
            close();
            sink.put(Layout.path(Layout.EPISODES, number), unfinished);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
