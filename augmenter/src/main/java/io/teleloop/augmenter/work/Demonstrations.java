package io.teleloop.augmenter.work;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Demonstrations in the store that episodes can be generated from. One that cannot be used is left out and said.
public final class Demonstrations {
    private final Archive archive;
    private final SourceReader reader;
    private final DemonstrationGenerator generator;
    private final String labeler;
    private final Consumer<String> leftOut;

    /// @param generator that is to use them
    /// @param labeler whose phases are wanted, with its version; empty for none
    /// @param leftOut hears which one is left out, and why
    public Demonstrations(Archive archive, DemonstrationGenerator generator, String labeler, Consumer<String> leftOut) {
        this.archive = archive;
        this.reader = new SourceReader(archive);
        this.generator = generator;
        this.labeler = labeler;
        this.leftOut = leftOut;
    }

    /// The oldest ones of a task that robots performed.
    ///
    /// @param wanted how many at most
    /// @throws IllegalArgumentException when there is none
    /// @throws IOException when the store does not answer
    public List<SourceEpisode> first(String task, int wanted) throws IOException {
        List<SourceEpisode> sources = new ArrayList<>();
        Cursor<Manifest> manifests = archive.episodes();
        for (Manifest manifest = manifests.next();
                manifest != null && sources.size() < wanted;
                manifest = manifests.next()) {
            if (!manifest.generated() && manifest.task().equals(task)) {
                usable(manifest).ifPresent(sources::add);
            }
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("the store has no demonstration of " + task + " that can be used; record"
                    + " some: successful episodes in which an operator drove and no policy ran");
        }
        if (sources.size() < wanted) {
            leftOut.accept("there are only " + sources.size() + " demonstrations of " + task + " that can be used, not "
                    + wanted);
        }
        return sources;
    }

    /// Those of a group that was begun.
    ///
    /// @throws IOException when one is gone, or the store does not answer
    public List<SourceEpisode> named(List<String> ids) throws IOException {
        List<SourceEpisode> sources = new ArrayList<>();
        for (String id : ids) {
            Manifest manifest = archive.manifest(new EpisodeId(id))
                    .orElseThrow(() -> new IOException("demonstration " + id + " of the group is gone"));
            usable(manifest).ifPresent(sources::add);
        }
        return sources;
    }

    private Optional<SourceEpisode> usable(Manifest manifest) throws StoreException {
        try {
            Optional<SourceEpisode> source = reader.read(manifest, labeler);
            source.ifPresent(generator::check);
            return source;
        } catch (StoreException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            leftOut.accept("episode " + manifest.episodeId() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }
}
