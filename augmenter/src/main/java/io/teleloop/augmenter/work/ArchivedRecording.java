package io.teleloop.augmenter.work;

import com.google.protobuf.ByteString;
import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.archive.Cursor;
import io.teleloop.augmentation.Recording;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// All of a stored episode.
final class ArchivedRecording implements Recording {
    /// Its samples lie in memory all at once.
    private static final long LARGEST_BYTES = 256L << 20;

    private final Archive archive;
    private final Manifest manifest;
    private final RobotDescription robot;

    ArchivedRecording(Archive archive, Manifest manifest, RobotDescription robot) {
        this.archive = archive;
        this.manifest = manifest;
        this.robot = robot;
    }

    @Override
    public EpisodeOpened opened() {
        Map<String, StreamDescription> described = new HashMap<>();
        robot.getStreamsList().forEach(stream -> described.put(stream.getName(), stream));
        EpisodeOpened.Builder opened = EpisodeOpened.newBuilder()
                .setTask(manifest.task())
                .setInstruction(manifest.instruction())
                .setRobot(robot)
                .setControlRateHz(manifest.controlRateHz())
                .setSeed(manifest.seed());
        for (StreamSummary stream : manifest.streams()) {
            StreamDescription known = described.get(stream.name());
            opened.addStreams(
                    known == null
                            ? StreamDescription.newBuilder()
                                    .setName(stream.name())
                                    .setSchema(stream.schema())
                                    .setRateHz(manifest.controlRateHz())
                                    .build()
                            : known);
        }
        return opened.build();
    }

    @Override
    public Outcome outcome() {
        return Outcome.valueOf(manifest.outcome().toUpperCase(Locale.ROOT));
    }

    @Override
    public long closedNs() {
        return manifest.closedNs();
    }

    @Override
    public List<RecordedSample> samples() throws IOException {
        if (manifest.data().sizeBytes() > LARGEST_BYTES) {
            throw new IllegalArgumentException("episode " + manifest.episodeId() + " has "
                    + manifest.data().sizeBytes() + " bytes, more than the " + LARGEST_BYTES + " that are taken");
        }
        Set<String> streams =
                manifest.streams().stream().map(StreamSummary::name).collect(Collectors.toSet());
        List<RecordedSample> samples = new ArrayList<>();
        try (ArchivedEpisode episode = archive.open(manifest)) {
            Cursor<ArchivedSample> all = episode.samples(streams);
            for (ArchivedSample sample = all.next(); sample != null; sample = all.next()) {
                samples.add(new RecordedSample(
                        sample.stream(), sample.captureTimeNs(), ByteString.copyFrom(sample.data())));
            }
        }
        return samples;
    }

    @Override
    public boolean whole() {
        return manifest.streams().stream().allMatch(stream -> stream.missing() == 0);
    }
}
