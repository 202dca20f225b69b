package io.teleloop.labeler.work;

import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeLabeled;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.Labeler;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/// Says on the episodes topic that a label document is in the store. The same document has the same key, so
/// that the compacted topic keeps one announcement of it.
public final class Announcer {
    private static final int VERSION = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final LogWriter log;
    private final Clock clock;

    public Announcer(LogWriter log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Returns when the log has it.
    void labeled(Manifest manifest, Labeler labeler, String key, String sha256)
            throws AnnouncementException, InterruptedException {
        Instant now = clock.instant();
        EpisodeEvent event = EpisodeEvent.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(manifest.episodeId())
                .setRobotId(manifest.robotId())
                .setTimeNs(now.getEpochSecond() * NANOS_PER_SECOND + now.getNano())
                .setLabeled(EpisodeLabeled.newBuilder()
                        .setLabeler(labeler.name())
                        .setLabelerVersion(labeler.version())
                        .setKey(key)
                        .setSha256(sha256))
                .build();
        String recordKey = manifest.episodeId() + "/labeled/" + labeler.name() + "@" + labeler.version();
        try {
            log.write(Topics.EPISODES.topic(), recordKey, event.toByteArray());
        } catch (IOException e) {
            throw new AnnouncementException(e);
        }
    }
}
