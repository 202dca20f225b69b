package io.teleloop.recorder.store;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeDiscarded;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeQuarantined;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.kafka.LogWriter;
import io.teleloop.recorder.recording.EpisodeEnding.Discarded;
import java.io.IOException;
import java.util.Locale;

/// Tells topic `teleloop.episodes` what became of an episode. The same event has the same key and value, so saying it
/// twice changes nothing.
///
/// Safe for use by several threads at once.
public final class Announcer {
    private static final int VERSION = 1;

    private final LogWriter log;

    public Announcer(LogWriter log) {
        this.log = log;
    }

    /// Returns when the log has the event.
    ///
    /// @param manifest as it lies in the store
    public void stored(Manifest manifest) throws IOException, InterruptedException {
        EpisodeId id = new EpisodeId(manifest.episodeId());
        EpisodeEvent.Builder event = event(id, manifest.robotId(), manifest.closedNs());
        if (manifest.sealed()) {
            event.setSealed(EpisodeSealed.newBuilder()
                    .setManifestKey(ObjectKeys.episodeManifest(id))
                    .setDataKey(manifest.data().key())
                    .setSha256(manifest.data().sha256())
                    .setSizeBytes(manifest.data().sizeBytes())
                    .setOutcome(Outcome.valueOf(manifest.outcome().toUpperCase(Locale.ROOT))));
            send(id + "/sealed", event.build());
        } else {
            String reason = manifest.reason();
            event.setQuarantined(EpisodeQuarantined.newBuilder()
                    .setManifestKey(ObjectKeys.quarantineManifest(id))
                    .setDataKey(manifest.data().key())
                    .setSha256(manifest.data().sha256())
                    .setSizeBytes(manifest.data().sizeBytes())
                    .setReason(reason == null ? "" : reason));
            send(id + "/quarantined", event.build());
        }
    }

    /// Returns when the log has the event.
    public void discarded(Discarded ending) throws IOException, InterruptedException {
        send(
                ending.id() + "/discarded",
                event(ending.id(), ending.robotId(), ending.closedNs())
                        .setDiscarded(EpisodeDiscarded.newBuilder().setDiscardedBy(ending.discardedBy()))
                        .build());
    }

    private static EpisodeEvent.Builder event(EpisodeId id, String robotId, long timeNs) {
        return EpisodeEvent.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(id.value())
                .setRobotId(robotId)
                .setTimeNs(timeNs);
    }

    private void send(String key, EpisodeEvent event) throws IOException, InterruptedException {
        log.write(Topics.EPISODES.topic(), key, event.toByteArray());
    }
}
