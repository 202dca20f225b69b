package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.TableReader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of one episode, read as they are asked for. In memory is at most one row group of the file.
public final class EpisodeRows implements AutoCloseable {
    private final EpisodeEntry episode;
    private final TableReader table;
    private long read;

    EpisodeRows(EpisodeEntry episode) throws IOException {
        this.episode = episode;
        table = TableReader.open(episode.dataFile());
        table.skipTo(Feature.EPISODE_INDEX.key(), episode.index());
    }

    /// The next row by feature (boxed scalar, `String`, `List`), cameras left out, or null at the end.
    ///
    /// @throws DatasetException when the file has fewer rows of it than the episode's entry says
    public @Nullable Map<String, @Nullable Object> next() throws IOException {
        if (read == episode.length()) {
            return null;
        }
        for (Map<String, @Nullable Object> row = table.next(); row != null; row = table.next()) {
            if (row.get(Feature.EPISODE_INDEX.key()) instanceof Number index && index.longValue() == episode.index()) {
                read++;
                return row;
            }
        }
        throw new DatasetException(episode.dataFile() + " has " + read + " rows of episode " + episode.index()
                + ", and its entry says " + episode.length());
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
