package io.teleloop.recorder.recording;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.recorder.spool.SpoolFile;

/// What is to be done with an episode that was closed.
public sealed interface EpisodeEnding {
    EpisodeId id();

    /// When it was closed, gateway clock, nanoseconds.
    long closedNs();

    /// To be kept: sealed when it is whole, else quarantined. The manifest says which.
    record Kept(EpisodeId id, Manifest manifest, SpoolFile file) implements EpisodeEnding {
        @Override
        public long closedNs() {
            return manifest.closedNs();
        }
    }

    /// Thrown away by its operator: nothing is stored.
    record Discarded(EpisodeId id, String robotId, String discardedBy, long closedNs) implements EpisodeEnding {}
}
