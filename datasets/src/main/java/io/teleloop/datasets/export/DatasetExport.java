package io.teleloop.datasets.export;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.MemberManifests;
import io.teleloop.lerobot.DataType;
import io.teleloop.lerobot.DatasetInfo;
import io.teleloop.lerobot.DatasetLimits;
import io.teleloop.lerobot.DatasetSchema;
import io.teleloop.lerobot.DatasetSink;
import io.teleloop.lerobot.DatasetWriter;
import io.teleloop.lerobot.EpisodeSource;
import io.teleloop.lerobot.Feature;
import io.teleloop.lerobot.video.VideoCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/// Writes a data set as LeRobotDataset v3.0. The same document gives the same bytes; an export that was killed
/// goes on when it is run again.
public final class DatasetExport {
    private static final List<Feature> EPISODE_FEATURES = List.of(
            Feature.scalar(Keys.EPISODE_ID, DataType.STRING),
            Feature.scalar(Keys.OUTCOME, DataType.STRING),
            Feature.scalar(Keys.OPERATOR, DataType.STRING),
            Feature.scalar(Keys.EPISODE_GENERATED, DataType.BOOL));

    private final Archive archive;

    public DatasetExport(Archive archive) {
        this.archive = archive;
    }

    /// @param codec of the videos
    /// @param work a local folder that is kept from a kill to the next run
    /// @throws IOException when an episode cannot be read or is not like the first one: it says which
    public DatasetInfo write(DatasetDocument dataset, DatasetSink sink, VideoCodec codec, Path work)
            throws IOException {
        return write(dataset, sink, codec, work, done -> {});
    }

    /// @param progress told how many episodes are done, at each
    public DatasetInfo write(
            DatasetDocument dataset, DatasetSink sink, VideoCodec codec, Path work, IntConsumer progress)
            throws IOException {
        if (dataset.episodes().isEmpty()) {
            throw new IOException("data set " + dataset.name() + " has no episodes; its filter matches none");
        }
        Manifest first = MemberManifests.of(archive, dataset.episodes().getFirst());
        long fps = Math.round(first.controlRateHz());
        RowLayout layout = layoutOf(first);
        DatasetSchema schema = new DatasetSchema(
                Math.toIntExact(fps),
                first.robotModel(),
                layout.features(),
                EPISODE_FEATURES,
                codec,
                provenance(dataset));
        List<EpisodeSource> episodes = dataset.episodes().stream()
                .<EpisodeSource>map(member -> new ArchivedSource(archive, member, layout, fps))
                .toList();
        return new DatasetWriter(schema, DatasetLimits.DEFAULT, sink, work).write(episodes, progress);
    }

    private RowLayout layoutOf(Manifest manifest) throws IOException {
        try (ArchivedEpisode episode = archive.open(manifest)) {
            RobotDescription robot = episode.robot();
            Map<String, Reading> newest = new HashMap<>();
            Cursor<Step> steps = episode.steps();
            for (Step step = steps.next(); step != null; step = steps.next()) {
                if (StepRows.complete(newest, step)) {
                    List<Reading> readings = step.getObservationList().stream()
                            .map(reading -> newest.getOrDefault(reading.getStream(), reading))
                            .toList();
                    return RowLayout.of(robot, readings);
                }
            }
        }
        throw new IOException("episode " + manifest.episodeId()
                + " has no step at which every stream had a reading; leave it out of the data set");
    }

    private static Map<String, Object> provenance(DatasetDocument dataset) {
        Map<String, Object> origin = new TreeMap<>();
        origin.put("dataset", dataset.name());
        origin.put("version", dataset.number());
        origin.put("document_sha256", Sha256.hex(dataset.toJson()));
        return Map.of("teleloop", origin);
    }
}
