package io.teleloop.labeler.work;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import java.io.IOException;
import java.util.List;

/// Labels the episodes that are in the store already, in the order in which they were opened. What has been
/// said of one stays, so a back-fill may be cut off and run again.
public final class BackFill {
    private final Archive archive;
    private final EpisodeLabeling labeling;

    /// Told on the way.
    @FunctionalInterface
    public interface Progress {
        /// @param seen episodes, of other tasks too
        /// @param all episodes that there were at the beginning
        void now(long seen, long all);
    }

    public BackFill(Archive archive, EpisodeLabeling labeling) {
        this.archive = archive;
        this.labeling = labeling;
    }

    /// @param task of the episodes to label; empty for all
    /// @return episodes that were labeled
    public long run(String task, Progress progress) throws IOException, InterruptedException {
        List<EpisodeId> episodes = archive.episodeIds();
        long labeled = 0;
        progress.now(0, episodes.size());
        for (int i = 0; i < episodes.size(); i++) {
            boolean wanted = labeling.label(
                    episodes.get(i),
                    manifest -> task.isEmpty() || manifest.task().equals(task));
            labeled += wanted ? 1 : 0;
            progress.now(i + 1, episodes.size());
        }
        return labeled;
    }
}
