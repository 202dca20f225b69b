package io.teleloop.lerobot;

import io.teleloop.lerobot.parquet.TableReader;
import io.teleloop.lerobot.parquet.TableWriter;
import io.teleloop.lerobot.video.CameraThread;
import io.teleloop.lerobot.video.Picture;
import io.teleloop.lerobot.video.VideoFacts;
import io.teleloop.lerobot.video.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Writes one episode: its rows, a video a camera, and their statistics. In memory are the episode's numbers and
/// a few pictures a camera.
final class EpisodeRecorder implements FrameSink, AutoCloseable {
    private final DatasetSchema schema;
    private final WorkFolder work;
    private final TaskTable tasks;
    private final int episode;
    private final long from;
    private final TableWriter rows;
    private final Map<String, CameraThread> cameras = new LinkedHashMap<>();
    private final Map<String, NumberSeries> series = new LinkedHashMap<>();
    private final SequencedSet<String> episodeTasks = new LinkedHashSet<>();
    private long length;

    /// @param from the number of the episode's first frame in the data set
    EpisodeRecorder(DatasetSchema schema, WorkFolder work, TaskTable tasks, int episode, long from) throws IOException {
        this.schema = schema;
        this.work = work;
        this.tasks = tasks;
        this.episode = episode;
        this.from = from;
        rows = TableWriter.open(work.rows(episode), schema.columns(), Map.of());
        try {
            for (Feature camera : schema.cameras()) {
                int height = camera.shape().get(0);
                int width = camera.shape().get(1);
                cameras.put(
                        camera.key(),
                        CameraThread.open(
                                video(camera.key()), new VideoFormat(width, height, schema.fps(), schema.codec())));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        for (Feature feature : schema.allFeatures()) {
            if (feature.type().isNumeric()) {
                series.put(feature.key(), new NumberSeries(feature.size()));
            }
        }
    }

    @Override
    public void add(Frame frame) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>(frame.values());
        if (values.size() != schema.features().size()) {
            schema.features().forEach(feature -> values.remove(feature.key()));
            throw new IllegalArgumentException("frame " + length + " has "
                    + frame.values().size() + " values for " + schema.features().size() + " features"
                    + (values.isEmpty() ? "" : "; not declared: " + values.keySet()));
        }
        episodeTasks.add(frame.task());
        values.put(Feature.TIMESTAMP.key(), (float) ((double) length / schema.fps()));
        values.put(Feature.FRAME_INDEX.key(), length);
        values.put(Feature.EPISODE_INDEX.key(), (long) episode);
        values.put(Feature.INDEX.key(), from + length);
        values.put(Feature.TASK_INDEX.key(), (long) tasks.indexOf(frame.task()));
        rows.write(rowOf(values));
        length++;
    }

    private Object[] rowOf(Map<String, Object> values) throws IOException {
        List<Object> row = new ArrayList<>();
        for (Feature feature : schema.allFeatures()) {
            Object value = values.get(feature.key());
            CameraThread camera = cameras.get(feature.key());
            if (camera != null) {
                camera.add(pictureOf(feature, value));
            } else {
                NumberSeries numbers = series.get(feature.key());
                FeatureValues.check(feature, value, numbers == null ? number -> {} : numbers);
                row.add(value);
            }
        }
        return row.toArray();
    }

    private static Picture pictureOf(Feature camera, @Nullable Object value) {
        if (value instanceof Picture picture) {
            return picture;
        }
        throw new IllegalArgumentException("camera " + camera.key() + " has no picture, but " + value);
    }

    /// Ends rows and videos, proves that they agree, and hands the videos over.
    EpisodePart finish(EpisodeSource source, DatasetSink sink, DatasetLimits limits) throws IOException {
        if (length == 0) {
            throw new IllegalArgumentException("it has no frames");
        }
        rows.close();
        Map<String, FeatureStats> stats = new LinkedHashMap<>();
        for (Map.Entry<String, CameraThread> camera : cameras.entrySet()) {
            stats.put(camera.getKey(), ColourStats.of(camera.getValue().finish()));
        }
        series.forEach((feature, numbers) -> stats.put(feature, numbers.stats()));
        prove();
        FileNumber number = FileNumber.of(episode, limits.chunkFiles());
        for (String camera : cameras.keySet()) {
            sink.put(Layout.videoPath(Layout.VIDEO, camera, number), video(camera));
        }
        return new EpisodePart(
                source.id(), episode, from, length, List.copyOf(episodeTasks), attributesOf(source), stats);
    }

    private Map<String, Object> attributesOf(EpisodeSource source) {
        Map<String, Object> given = source.attributes();
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Feature feature : schema.episodeFeatures()) {
            Object value = given.get(feature.key());
            FeatureValues.check(feature, value, number -> {});
            attributes.put(feature.key(), value);
        }
        return attributes;
    }

    private void prove() throws IOException {
        try (TableReader table = TableReader.open(work.rows(episode))) {
            if (table.rowCount() != length) {
                throw new DatasetException(
                        "has " + length + " frames, and its file " + table.rowCount() + " rows; the disk lost some");
            }
        }
        for (String camera : cameras.keySet()) {
            int frames = VideoFacts.of(video(camera)).times().length;
            if (frames != length) {
                throw new DatasetException("has " + length + " rows, and the video of " + camera + " " + frames
                        + " frames; the encoder lost some");
            }
        }
    }

    private Path video(String camera) {
        return work.unfinished(camera + ".mp4");
    }

    @Override
    public void close() throws IOException {
        cameras.values().forEach(CameraThread::close);
        try {
            rows.close();
        } finally {
            for (String camera : cameras.keySet()) {
                Files.deleteIfExists(video(camera));
            }
        }
    }
}
