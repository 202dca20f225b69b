package io.teleloop.labeler.work;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;

/// Labels the episodes that are in the store already, in the order in which they were opened. What has been
/// said of one stays, so a back-fill may be cut off and run again.
public final class BackFill {
    private final ObjectStore store;
    private final EpisodeLabeling labeling;

    /// Told on the way.
    @FunctionalInterface
    public interface Progress {
        /// @param seen episodes, of other tasks too
        /// @param all episodes that there were at the beginning
        void now(long seen, long all);
    }

    public BackFill(ObjectStore store, EpisodeLabeling labeling) {
        this.store = store;
        this.labeling = labeling;
    }

    /// @param task of the episodes to label; empty for all
    /// @return episodes that were looked at and are of the task
    public long run(String task, Progress progress) throws IOException, InterruptedException {
        long all = count();
        long seen = 0;
        long labeled = 0;
        progress.now(0, all);
        Cursor<Manifest> episodes = new Archive(store).episodes();
        for (Manifest manifest = episodes.next(); manifest != null; manifest = episodes.next()) {
            if (task.isEmpty() || manifest.task().equals(task)) {
                labeling.label(new EpisodeId(manifest.episodeId()));
                labeled++;
            }
            progress.now(++seen, Math.max(all, seen));
        }
        return labeled;
    }

    private long count() throws StoreException {
        long count = 0;
        KeyCursor keys = store.keys(ObjectKeys.EPISODES, "");
        for (String key = keys.next(); key != null; key = keys.next()) {
            count += key.endsWith("/" + ObjectKeys.MANIFEST) ? 1 : 0;
        }
        return count;
    }
}
