package io.teleloop.catalogue.label;

import io.teleloop.archive.Archive;
import io.teleloop.catalogue.projection.Projection;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.LabelAnnouncement;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.kafka.LogWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

/// Writes down what persons say: as a numbered document of its own beside the episode, which nothing ever changes.
///
/// Safe for use by several threads and processes at once.
public final class PersonLabels {
    private static final int ATTEMPTS = 50;

    private final Archive archive;
    private final LogWriter log;
    private final Projection projection;
    private final InstantSource clock;

    public PersonLabels(Archive archive, LogWriter log, Projection projection, InstantSource clock) {
        this.archive = archive;
        this.log = log;
        this.projection = projection;
        this.clock = clock;
    }

    /// Returns when the document is in the store, the log tells of it, and the catalogue's rows have it.
    ///
    /// @param labels at least one
    /// @throws NoSuchElementException when there is no such sealed episode
    /// @throws IOException when store, log or database do not answer; the document may be in the store then, and
    ///     saying the same once more does no harm
    public LabelDocument say(EpisodeId episode, String operator, List<Label> labels)
            throws IOException, InterruptedException {
        Manifest manifest = archive.manifest(episode)
                .orElseThrow(() -> new NoSuchElementException("there is no sealed episode " + episode));
        LabelDocument document = put(episode, operator, labels);
        announce(manifest, document);
        projection.labeled(episode, document.source());
        return document;
    }

    /// Of all who take the same number one wins; the others take the next.
    private LabelDocument put(EpisodeId episode, String operator, List<Label> labels) throws IOException {
        int number = archive.labels(episode).stream()
                .filter(document -> document.labeler().equals(LabelDocument.PERSON))
                .mapToInt(LabelDocument::labelerVersion)
                .max()
                .orElse(0);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            LabelDocument document = new LabelDocument(
                    LabelDocument.VERSION,
                    episode.value(),
                    LabelDocument.PERSON,
                    number + attempt,
                    operator,
                    nanoseconds(clock.instant()),
                    labels,
                    List.of());
            if (archive.putLabel(document)) {
                return document;
            }
        }
        throw new IOException("episode " + episode + " is being labeled by too many at once; try again");
    }

    private void announce(Manifest manifest, LabelDocument document) throws IOException, InterruptedException {
        LabelAnnouncement announcement = LabelAnnouncement.of(
                manifest,
                document.labeler(),
                document.labelerVersion(),
                document.toJson(),
                document.writtenNs() == null ? manifest.closedNs() : document.writtenNs());
        log.write(
                Topics.EPISODES.topic(),
                announcement.key(),
                announcement.event().toByteArray());
    }

    private static long nanoseconds(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
