package io.teleloop.labeler.work;

import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.LabelAnnouncement;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.Labeler;
import java.io.IOException;

/// Says on the episodes topic that a label document is in the store: every time the same.
public final class Announcer {
    private final LogWriter log;

    public Announcer(LogWriter log) {
        this.log = log;
    }

    /// Returns when the log has it.
    void labeled(Manifest manifest, Labeler labeler, byte[] document)
            throws AnnouncementException, InterruptedException {
        LabelAnnouncement announcement =
                LabelAnnouncement.of(manifest, labeler.name(), labeler.version(), document, manifest.closedNs());
        try {
            log.write(
                    Topics.EPISODES.topic(),
                    announcement.key(),
                    announcement.event().toByteArray());
        } catch (IOException e) {
            throw new AnnouncementException(e);
        }
    }
}
