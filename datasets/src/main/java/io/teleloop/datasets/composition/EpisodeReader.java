package io.teleloop.datasets.composition;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.datasets.ChangedEpisodeException;
import io.teleloop.datasets.DatasetDocument.Member;
import io.teleloop.datasets.MemberManifests;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads of an episode what its composition needs: the manifest, and the first control steps.
final class EpisodeReader {
    /// A tool whose pose is not known by then is not looked for any further.
    private static final int MOST_STEPS = 100;

    private static final double NS_PER_S = 1e9;

    private final Archive archive;

    EpisodeReader(Archive archive) {
        this.archive = archive;
    }

    EpisodeFacts read(Member member) throws IOException {
        try {
            Manifest manifest = MemberManifests.of(archive, member);
            double seconds = (manifest.closedNs() - manifest.openedNs()) / NS_PER_S;
            return new EpisodeFacts(member, seconds, start(manifest));
        } catch (ChangedEpisodeException e) {
            return new EpisodeFacts(member, null, null);
        }
    }

    private @Nullable Point start(Manifest manifest) throws IOException {
        boolean known = manifest.streams().stream()
                .anyMatch(stream -> stream.name().equals(Streams.TCP) && stream.samples() > 0);
        if (!known) {
            return null;
        }
        try (ArchivedEpisode episode = archive.open(manifest)) {
            Cursor<Step> steps = episode.steps();
            for (int i = 0; i < MOST_STEPS; i++) {
                Step step = steps.next();
                Point place = step == null ? null : place(step);
                if (step == null || place != null) {
                    return place;
                }
            }
            return null;
        }
    }

    private static @Nullable Point place(Step step) {
        for (Reading reading : step.getObservationList()) {
            if (reading.getStream().equals(Streams.TCP) && reading.getValuesCount() > 1) {
                return Point.of(reading.getValues(0), reading.getValues(1));
            }
        }
        return null;
    }
}
