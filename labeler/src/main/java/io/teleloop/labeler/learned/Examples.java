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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The episodes of a store that can be learned from: those of which somebody said how they went, and that a robot
/// performed.
public final class Examples {
    /// Examples lie in memory, some hundred bytes a step.
    private static final int MOST = 1000;

    private static final int MOST_STEPS = 72_000;

    private Examples() {}

    /// The first ones of a task, ordered by id.
    ///
    /// @throws IOException when the store does not answer or an episode cannot be read
    public static List<Example> of(Archive archive, String task) throws IOException {
        List<Example> examples = new ArrayList<>();
        Cursor<Manifest> episodes = archive.episodes();
        for (Manifest manifest = episodes.next();
                manifest != null && examples.size() < MOST;
                manifest = episodes.next()) {
            if (manifest.task().equals(task) && !manifest.generated()) {
                String outcome = outcome(archive, manifest);
                if (outcome.equals(LabelNames.SUCCESS) || outcome.equals(LabelNames.FAILURE)) {
                    examples.add(new Example(read(archive, manifest), outcome.equals(LabelNames.SUCCESS)));
                }
            }
        }
        return examples;
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
