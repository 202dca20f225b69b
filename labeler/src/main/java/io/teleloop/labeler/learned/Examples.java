package io.teleloop.labeler.learned;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.Cursor;
import io.teleloop.archive.HeldLabels;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The episodes of a store that can be learned from: those of which somebody said how they went, and that a robot
/// performed.
///
/// @param features as the first of them has them
/// @param all ordered by id
/// @param leftOut episodes that cannot be read, or are not like the first
public record Examples(Features features, List<Example> all, int leftOut) {
    private static final Logger LOG = LoggerFactory.getLogger(Examples.class);
    /// Examples lie in memory, some hundred bytes a step.
    private static final int MOST = 1000;

    private static final int MOST_STEPS = 72_000;

    public Examples {
        all = List.copyOf(all);
    }

    /// The first ones of a task. One that is damaged is logged, counted and left out.
    ///
    /// @throws StoreException when the store does not answer
    /// @throws IllegalArgumentException when there are none
    public static Examples of(Archive archive, String task) throws IOException {
        Features features = null;
        List<Example> all = new ArrayList<>();
        int leftOut = 0;
        Cursor<Manifest> episodes = archive.episodes();
        for (Manifest manifest = episodes.next(); manifest != null && all.size() < MOST; manifest = episodes.next()) {
            if (!manifest.task().equals(task) || manifest.generated()) {
                continue;
            }
            String outcome = outcome(archive, manifest);
            if (!outcome.equals(LabelNames.SUCCESS) && !outcome.equals(LabelNames.FAILURE)) {
                continue;
            }
            try {
                EpisodeView episode = read(archive, manifest);
                Features these = features == null ? Features.of(episode) : features;
                all.add(these.example(episode, outcome.equals(LabelNames.SUCCESS)));
                features = these;
            } catch (StoreException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) {
                leftOut++;
                LOG.warn("Episode is left out episode={} reason={}", manifest.episodeId(), e.getMessage());
            }
        }
        if (features == null) {
            throw new IllegalArgumentException("no episode of task '" + task + "' can be learned from, " + leftOut
                    + " were left out; record some, and say how they went");
        }
        return new Examples(features, all, leftOut);
    }

    /// A person's word, else the task's, else that of whoever closed the episode.
    private static String outcome(Archive archive, Manifest manifest) throws IOException {
        return HeldLabels.of(archive.labels(new EpisodeId(manifest.episodeId())))
                .whole(LabelNames.OUTCOME)
                .map(Label::value)
                .orElse(manifest.outcome());
    }

    private static EpisodeView read(Archive archive, Manifest manifest) throws IOException {
        try (ArchivedEpisode episode = archive.open(manifest)) {
            return new EpisodeView(manifest, episode.robot(), episode.steps().list(MOST_STEPS));
        }
    }
}
