package io.teleloop.recorder.intake;

import io.teleloop.contract.EpisodeId;
import io.teleloop.recorder.recording.EpisodeRecording;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// An episode that is not finished yet.
final class OpenEpisode {
    final EpisodeId id;
    final EpisodeRecording recording;
    /// Set once somebody was asked to close it.
    final AtomicBoolean closeAsked = new AtomicBoolean();

    private long lastOffset;
    private long lastMillis;
    private long heardNanos = System.nanoTime();
    private boolean ended;

    OpenEpisode(EpisodeId id, EpisodeRecording recording) {
        this.id = id;
        this.recording = recording;
    }

    void heard(long offset, long brokerMillis) {
        lastOffset = Math.max(lastOffset, offset);
        lastMillis = Math.max(lastMillis, brokerMillis);
        heardNanos = System.nanoTime();
    }

    /// Since this recorder read the last record of it. The times in the log would not do: they are another machine's.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    long lastOffset() {
        return lastOffset;
    }

    /// The newest time that the log gave one of its records, milliseconds since the epoch.
    long lastMillis() {
        return lastMillis;
    }

    /// It was closed and is on its way to the store.
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
