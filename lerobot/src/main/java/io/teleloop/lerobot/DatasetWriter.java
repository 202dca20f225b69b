package io.teleloop.lerobot;

import io.teleloop.lerobot.DatasetInfo.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a [LeRobotDataset v3.0](https://github.com/huggingface/lerobot). The same episodes give the same
/// bytes, also when the writer is killed at any point and run again with what it was given first.
///
/// It works in two steps. First each episode becomes a part of its own: its rows, and one video a camera. When
/// rows and frames are proven to be equally many, the videos go to their place, and a document that says so
/// appears in the work folder in one step. An episode with this document is never written again; one without is
/// written anew. Then the parts' rows are joined, as they are, into data files, and the tables over all episodes
/// are made. This takes little, since nothing is encoded twice, and is begun anew after a kill. `meta/info.json`
/// comes last: without it there is no data set.
///
/// One video file an episode, though the format allows more: where a file ends then depends on nothing that came
/// before, a killed encoder loses one episode, and each is final when its episode is. Rows need no encoder, so
/// they share files, cut at a size: a loader opens few files.
///
/// Memory holds the numbers of one episode and a few pictures a camera, however many episodes there are.
public final class DatasetWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetWriter.class);

    private final DatasetSchema schema;
    private final DatasetLimits limits;
    private final DatasetSink sink;
    private final Path workFolder;

    /// @param workFolder kept from a kill to the next run, deleted at the end; on a disk that holds all rows
    ///     and, of one episode, the videos
    public DatasetWriter(DatasetSchema schema, DatasetLimits limits, DatasetSink sink, Path workFolder) {
        this.schema = schema;
        this.limits = limits;
        this.sink = sink;
        this.workFolder = workFolder;
    }

    /// Writes the data set, or goes on where an earlier call for the same episodes ended.
    ///
    /// @return what `meta/info.json` says
    /// @throws DatasetException when another data set is there, or was begun in the work folder
    /// @throws IllegalArgumentException when there is no episode, or a frame is not as declared: it names both
    public DatasetInfo write(List<EpisodeSource> episodes) throws IOException {
        return write(episodes, done -> {});
    }

    /// @param progress told how many episodes are done, at each
    public DatasetInfo write(List<EpisodeSource> episodes, IntConsumer progress) throws IOException {
        Map<String, String> splits = splitsOf(episodes);
        try (WorkFolder work = WorkFolder.open(workFolder, inputOf(episodes))) {
            if (!work.continued() && sink.contains(Layout.INFO)) {
                work.delete();
                throw new DatasetException("there is a data set already; write into an empty place");
            }
            return write(work, episodes, splits, progress);
        }
    }

    private DatasetInfo write(
            WorkFolder work, List<EpisodeSource> episodes, Map<String, String> splits, IntConsumer progress)
            throws IOException {
        TaskTable tasks = new TaskTable();
        long frames = 0;
        for (int i = 0; i < episodes.size(); i++) {
            frames += part(work, tasks, episodes.get(i), i, frames).length();
            progress.accept(i + 1);
        }
        Map<String, FeatureStats> stats = new Assembly(schema, limits, work, sink).run(episodes.size());
        put(work, Layout.TASKS, tasks::write);
        put(work, Layout.STATS, file -> Json.write(file, StatsJson.of(stats, schema)));
        DatasetInfo info = new DatasetInfo(
                Layout.VERSION,
                schema.robotType(),
                schema.fps(),
                episodes.size(),
                frames,
                tasks.size(),
                limits,
                splits,
                Layout.DATA,
                schema.cameras().isEmpty() ? null : Layout.VIDEO,
                schema.allFeatures(),
                schema.cameras().stream()
                        .collect(Collectors.toMap(Feature::key, camera -> VideoInfo.of(schema.codec()))),
                schema.provenance());
        put(work, Layout.INFO, file -> Json.write(file, info.toJson()));
        work.delete();
        LOG.info("data set written: episodes={} frames={}", episodes.size(), frames);
        return info;
    }

    private EpisodePart part(WorkFolder work, TaskTable tasks, EpisodeSource source, int episode, long from)
            throws IOException {
        EpisodePart part = work.complete(episode).orElse(null);
        if (part == null || !hasVideos(episode)) {
            try (EpisodeRecorder recorder = new EpisodeRecorder(schema, work, tasks, episode, from)) {
                source.writeTo(recorder);
                part = recorder.finish(source, sink, limits);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place(source, episode) + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new DatasetException(place(source, episode) + ": " + e.getMessage(), e);
            }
            work.setComplete(part, schema);
            LOG.debug("episode written: episode={} source={} frames={}", episode, source.id(), part.length());
        }
        part.tasks().forEach(tasks::indexOf);
        return part;
    }

    /// Whether nobody took away the videos of an episode that was complete.
    private boolean hasVideos(int episode) throws IOException {
        FileNumber number = FileNumber.of(episode, limits.chunkFiles());
        for (Feature camera : schema.cameras()) {
            if (!sink.contains(Layout.videoPath(Layout.VIDEO, camera.key(), number))) {
                return false;
            }
        }
        return true;
    }

    private static String place(EpisodeSource source, int episode) {
        return "episode " + episode + " (" + source.id() + ")";
    }

    private static Map<String, String> splitsOf(List<EpisodeSource> episodes) {
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("a data set needs an episode: LeRobot opens none without");
        }
        Map<String, String> splits = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        int start = 0;
        for (int i = 0; i < episodes.size(); i++) {
            if (!ids.add(episodes.get(i).id())) {
                throw new IllegalArgumentException("episode " + episodes.get(i).id() + " occurs twice");
            }
            String split = episodes.get(i).split();
            boolean last =
                    i == episodes.size() - 1 || !episodes.get(i + 1).split().equals(split);
            if (last) {
                if (splits.put(split, start + ":" + (i + 1)) != null) {
                    throw new IllegalArgumentException("the episodes of split " + split + " do not follow one another");
                }
                start = i + 1;
            }
        }
        return splits;
    }

    /// All that the bytes depend on.
    private String inputOf(List<EpisodeSource> episodes) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("target", sink.place());
        input.put("fps", schema.fps());
        input.put("robot", schema.robotType());
        input.put("codec", schema.codec().label());
        input.put("features", schema.features().toString());
        input.put("episode_features", schema.episodeFeatures().toString());
        input.put("provenance", schema.provenance());
        input.put("limits", limits.toString());
        input.put(
                "episodes",
                episodes.stream()
                        .map(episode -> List.of(episode.split(), episode.id()))
                        .toList());
        return Json.of(input).toString();
    }

    private void put(WorkFolder work, String path, FileContent content) throws IOException {
        Path file = work.unfinished(path.replace('/', '-'));
        Files.deleteIfExists(file);
        content.write(file);
        sink.put(path, file);
    }

    @FunctionalInterface
    private interface FileContent {
        void write(Path file) throws IOException;
    }
}
