package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a data set of version 3.0 from a folder, whoever wrote it. Rows and frames are read when they are asked
/// for.
public final class DatasetReader {
    private final Path folder;
    private final DatasetInfo info;
    private final List<String> tasks;
    private final List<EpisodeEntry> episodes;

    private DatasetReader(Path folder, DatasetInfo info, List<String> tasks, List<EpisodeEntry> episodes) {
        this.folder = folder;
        this.info = info;
        this.tasks = tasks;
        this.episodes = episodes;
    }

    /// @throws DatasetException when it is no data set of this version: it says what is missing or wrong
    public static DatasetReader open(Path folder) throws IOException {
        Path infoFile = folder.resolve(Layout.INFO);
        if (!Files.isRegularFile(infoFile)) {
            throw new DatasetException(folder + " is no LeRobotDataset: it has no " + Layout.INFO);
        }
        DatasetInfo info = DatasetInfo.parse(Json.read(infoFile));
        if (!info.version().equals(Layout.VERSION)) {
            throw new DatasetException(folder + " has the version " + info.version() + ", and only " + Layout.VERSION
                    + " is read; convert it with LeRobot");
        }
        List<String> tasks = List.copyOf(TaskTable.read(folder.resolve(Layout.TASKS)));
        List<EpisodeEntry> episodes = new ArrayList<>();
        for (Path file : tables(folder.resolve(Layout.EPISODES_FOLDER))) {
            try (TableReader table = TableReader.open(file)) {
                for (Map<String, @Nullable Object> row = table.next(); row != null; row = table.next()) {
                    episodes.add(entryOf(folder, info, new EpisodeRow(file, row)));
                }
            }
        }
        return new DatasetReader(folder, info, tasks, List.copyOf(episodes));
    }

    /// Parquet files two folders down, in the order in which LeRobot's loader takes them.
    static List<Path> tables(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(folder, 2, (file, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> folder.relativize(file).getNameCount() == 2
                            && file.getFileName().toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static EpisodeEntry entryOf(Path folder, DatasetInfo info, EpisodeRow row) throws DatasetException {
        Map<String, VideoSpan> videos = new LinkedHashMap<>();
        for (Feature camera : info.cameras()) {
            String key = camera.key();
            FileNumber number = new FileNumber(
                    (int) row.integer(EpisodeTable.videoChunk(key)), (int) row.integer(EpisodeTable.videoFile(key)));
            String template = info.videoPath() == null ? Layout.VIDEO : info.videoPath();
            videos.put(
                    key,
                    new VideoSpan(
                            folder.resolve(Layout.videoPath(template, key, number)),
                            row.number(EpisodeTable.videoFrom(key)),
                            row.number(EpisodeTable.videoTo(key))));
        }
        FileNumber data =
                new FileNumber((int) row.integer(EpisodeTable.DATA_CHUNK), (int) row.integer(EpisodeTable.DATA_FILE));
        return new EpisodeEntry(
                row.integer(EpisodeTable.EPISODE_INDEX),
                row.texts(EpisodeTable.TASKS),
                row.integer(EpisodeTable.LENGTH),
                folder.resolve(Layout.path(info.dataPath(), data)),
                row.integer(EpisodeTable.FROM),
                row.integer(EpisodeTable.TO),
                videos,
                row.columnsWithout(EpisodeTable.STATS));
    }

    public DatasetInfo info() {
        return info;
    }

    /// Tasks in words, by index.
    public List<String> tasks() {
        return tasks;
    }

    public List<EpisodeEntry> episodes() {
        return episodes;
    }

    Path folder() {
        return folder;
    }

    public EpisodeRows rows(EpisodeEntry episode) throws IOException {
        return new EpisodeRows(episode);
    }

    /// @param camera its feature's key
    public EpisodeVideo video(EpisodeEntry episode, String camera) throws IOException {
        VideoSpan span = episode.videos().get(camera);
        if (span == null) {
            throw new IllegalArgumentException(
                    "there is no camera " + camera + " but " + episode.videos().keySet());
        }
        return new EpisodeVideo(span);
    }
}
