package io.teleloop.augmenter.work;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.augmentation.Phase;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads demonstrations from the store: sealed, successful episodes in which an operator drove and no policy ran.
public final class SourceReader {
    /// Half an hour at 20 Hz; a source lies in memory as a whole.
    private static final int MOST_STEPS = 36_000;
    private static final String SUCCESS = "success";
    private static final String SUBTASK = "subtask";

    private final Archive archive;

    public SourceReader(Archive archive) {
        this.archive = archive;
    }

    /// Whether it may be a demonstration, by its manifest alone.
    public static boolean isCandidate(Manifest manifest) {
        return manifest.sealed() && manifest.outcome().equals(SUCCESS) && manifest.steps() <= MOST_STEPS;
    }

    /// @param labeler whose phases are wanted, with its version; empty for none
    /// @return empty when it is no demonstration, or the labeler has not spoken yet
    /// @throws IOException when the store does not answer, or the episode cannot be read
    public Optional<SourceEpisode> read(Manifest manifest, String labeler) throws IOException {
        if (!isCandidate(manifest)) {
            return Optional.empty();
        }
        EpisodeId id = new EpisodeId(manifest.episodeId());
        Optional<List<Phase>> phases = labeler.isEmpty() ? Optional.of(List.of()) : phases(id, labeler);
        if (phases.isEmpty()) {
            return Optional.empty();
        }
        try (ArchivedEpisode episode = archive.open(manifest)) {
            List<Step> steps = episode.steps().list(MOST_STEPS);
            boolean demonstrated =
                    steps.stream().anyMatch(step -> step.getActor().getKind() == Actor.Kind.OPERATOR)
                            && steps.stream().allMatch(step -> step.getPolicyActionCount() == 0);
            return demonstrated
                    ? Optional.of(new SourceEpisode(
                            id,
                            episode.robot(),
                            steps,
                            phases.get(),
                            new ArchivedRecording(archive, manifest, episode.robot())))
                    : Optional.empty();
        }
    }

    private Optional<List<Phase>> phases(EpisodeId id, String labeler) throws IOException {
        for (LabelDocument document : archive.labels(id)) {
            if (document.source().equals(labeler)) {
                List<Phase> phases = new ArrayList<>();
                for (LabelDocument.Label label : document.labels()) {
                    Long start = label.startNs();
                    Long end = label.endNs();
                    if (label.name().equals(SUBTASK) && start != null && end != null) {
                        phases.add(new Phase(label.value(), start, end));
                    }
                }
                phases.sort(Comparator.comparingLong(Phase::startNs));
                return Optional.of(phases);
            }
        }
        return Optional.empty();
    }
}
