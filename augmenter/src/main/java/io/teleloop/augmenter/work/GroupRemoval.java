package io.teleloop.augmenter.work;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRemoved;
import io.teleloop.kafka.LogWriter;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Removes a group of generated episodes from the store, and tells so. What a robot performed is never removed.
///
/// The manifest goes last: a removal that was cut short finds the episode again and ends it.
public final class GroupRemoval {
    private static final int VERSION = 1;

    private final ObjectStore store;
    private final Archive archive;
    private final LogWriter log;

    public GroupRemoval(ObjectStore store, LogWriter log) {
        this.store = store;
        this.archive = new Archive(store);
        this.log = log;
    }

    /// The sealed episodes of a group.
    public List<Manifest> episodes(String group) throws IOException {
        List<Manifest> found = new ArrayList<>();
        Cursor<Manifest> all = archive.episodes();
        for (Manifest manifest = all.next(); manifest != null; manifest = all.next()) {
            if (belongs(manifest, group)) {
                found.add(manifest);
            }
        }
        return found;
    }

    /// @param by who removes it, for the event
    /// @throws IllegalArgumentException when the episode is not of the group, or no generated one
    public void remove(Manifest manifest, String group, String by) throws IOException, InterruptedException {
        if (!belongs(manifest, group)) {
            throw new IllegalArgumentException("episode " + manifest.episodeId() + " is no generated episode of group "
                    + group + " and is not removed");
        }
        EpisodeId id = new EpisodeId(manifest.episodeId());
        // Before, so that nothing goes that cannot be told; and after, since who looks in between still finds it.
        tell(manifest, group, by);
        for (String label : store.list(ObjectKeys.labels(id))) {
            store.delete(label);
        }
        store.delete(manifest.data().key());
        store.delete(ObjectKeys.episodeManifest(id));
        tell(manifest, group, by);
    }

    private void tell(Manifest manifest, String group, String by) throws IOException, InterruptedException {
        EpisodeEvent removed = EpisodeEvent.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(manifest.episodeId())
                .setRobotId(manifest.robotId())
                .setTimeNs(manifest.closedNs())
                .setRemoved(EpisodeRemoved.newBuilder().setRemovedBy(by).setGroup(group))
                .build();
        log.write(Topics.EPISODES.topic(), manifest.episodeId() + "/removed", removed.toByteArray());
    }

    static boolean belongs(Manifest manifest, String group) {
        Manifest.Provenance provenance = manifest.provenance();
        return provenance != null && provenance.group().equals(group);
    }
}
