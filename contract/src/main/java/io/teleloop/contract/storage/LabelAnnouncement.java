package io.teleloop.contract.storage;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeLabeled;

/// How the episodes topic tells of a label document in the store. The same document has the same key and the same
/// event, so that the compacted topic keeps one announcement of it.
///
/// @param key of the record
public record LabelAnnouncement(String key, EpisodeEvent event) {
    private static final int VERSION = 1;

    /// @param document as it lies in the store
    /// @param timeNs when it was said, nanoseconds since the epoch: of a machine, when the episode was closed
    public static LabelAnnouncement of(
            Manifest episode, String labeler, int labelerVersion, byte[] document, long timeNs) {
        EpisodeId id = new EpisodeId(episode.episodeId());
        EpisodeEvent event = EpisodeEvent.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(id.value())
                .setRobotId(episode.robotId())
                .setTimeNs(timeNs)
                .setLabeled(EpisodeLabeled.newBuilder()
                        .setLabeler(labeler)
                        .setLabelerVersion(labelerVersion)
                        .setKey(ObjectKeys.label(id, labeler, labelerVersion))
                        .setSha256(Sha256.hex(document)))
                .build();
        return new LabelAnnouncement(id + "/labeled/" + labeler + "@" + labelerVersion, event);
    }
}
