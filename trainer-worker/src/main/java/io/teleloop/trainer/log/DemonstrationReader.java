package io.teleloop.trainer.log;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the demonstrations of one task out of sealed episodes: those that ended in success and in which an operator
/// drove and no policy ran. (Where a policy ran, the steps come by the steps topic.)
public final class DemonstrationReader {
    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationReader.class);
    private static final String SUCCESS = "success";
    /// Half an hour at 20 Hz; a demonstration lies in memory as a whole.
    private static final int MOST_STEPS = 36_000;

    private final Archive archive;
    private final String task;
    private final boolean generated;

    /// @param generated whether an episode that no robot performed may be a demonstration
    public DemonstrationReader(Archive archive, String task, boolean generated) {
        this.archive = archive;
        this.task = task;
        this.generated = generated;
    }

    /// @return empty when the episode is no demonstration of the task
    /// @throws StoreException when the store does not answer
    public Optional<Demonstration> read(EpisodeId episode) throws StoreException {
        try {
            Optional<Manifest> manifest = archive.manifest(episode);
            if (manifest.isEmpty()) {
                LOG.error("Sealed episode is not in the store and is left out episode={}", episode);
                return Optional.empty();
            }
            return mayBeDemonstration(manifest.get()) ? read(episode, manifest.get()) : Optional.empty();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("Episode cannot be read and is left out episode={} problem={}", episode, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean mayBeDemonstration(Manifest manifest) {
        if (!manifest.sealed()
                || !manifest.outcome().equals(SUCCESS)
                || !manifest.task().equals(task)
                || (manifest.generated() && !generated)) {
            return false;
        }
        if (manifest.steps() > MOST_STEPS) {
            LOG.error(
                    "Demonstration is too long and is left out; record shorter episodes episode={} steps={} limit={}",
                    manifest.episodeId(),
                    manifest.steps(),
                    MOST_STEPS);
            return false;
        }
        return true;
    }

    private Optional<Demonstration> read(EpisodeId id, Manifest manifest) throws IOException {
        try (ArchivedEpisode episode = archive.open(manifest)) {
            List<Step> steps = new ArrayList<>();
            boolean driven = false;
            Cursor<Step> recorded = episode.steps();
            for (Step step = recorded.next(); step != null; step = recorded.next()) {
                if (step.getPolicyActionCount() > 0) {
                    return Optional.empty();
                }
                driven |= step.getActor().getKind() == Actor.Kind.OPERATOR;
                steps.add(step);
            }
            return driven
                    ? Optional.of(new Demonstration(id, episode.robot(), manifest.controlRateHz(), steps))
                    : Optional.empty();
        }
    }
}
