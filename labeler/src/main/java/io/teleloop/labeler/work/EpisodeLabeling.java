package io.teleloop.labeler.work;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.labeler.Labeler;
import io.teleloop.labeler.Labels;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that every labeler's document about an episode is in the store and announced: each is made where
/// there is none and put create-only, then announced. Whoever is killed between the two announces it the next
/// time, so that a document is there once and its event at least once, under one key.
public final class EpisodeLabeling {
    private static final Logger LOG = LoggerFactory.getLogger(EpisodeLabeling.class);
    /// An hour at 20 Hz: an episode's steps lie in memory as a whole.
    private static final int MOST_STEPS = 72_000;

    private static final int LARGEST_DOCUMENT_BYTES = 64 << 20;

    private final ObjectStore store;
    private final Archive archive;
    private final List<Labeler> labelers;
    private final Announcer announcer;
    private final LabelingMetrics metrics;

    public EpisodeLabeling(ObjectStore store, List<Labeler> labelers, Announcer announcer, LabelingMetrics metrics) {
        this.store = store;
        this.archive = new Archive(store);
        this.labelers = List.copyOf(labelers);
        this.announcer = announcer;
        this.metrics = metrics;
    }

    /// Returns when all is in its place. An episode that cannot be read is counted and left out; so is a
    /// labeler that fails on it.
    ///
    /// @throws IOException when store or log do not answer: another try may help
    public void label(EpisodeId id) throws IOException, InterruptedException {
        boolean _ = label(id, any -> true);
    }

    /// The same for an episode whose manifest is not known yet.
    ///
    /// @param wanted whether it is to be labeled
    /// @return whether it was wanted
    boolean label(EpisodeId id, Predicate<Manifest> wanted) throws IOException, InterruptedException {
        try {
            Optional<Manifest> manifest = archive.manifest(id);
            if (manifest.isEmpty()) {
                LOG.info("Episode is in the store no more and gets no labels episode={}", id);
            } else if (wanted.test(manifest.get())) {
                label(id, manifest.get());
                return true;
            }
        } catch (StoreException | AnnouncementException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            metrics.refused();
            LOG.error("Episode cannot be labeled and is left out episode={} reason={}", id, e.getMessage());
        }
        return false;
    }

    private void label(EpisodeId id, Manifest manifest) throws IOException, InterruptedException {
        EpisodeView view = null;
        for (Labeler labeler : labelers) {
            if (!labeler.concerns(manifest)) {
                continue;
            }
            String key = ObjectKeys.label(id, labeler.name(), labeler.version());
            Optional<byte[]> document = store.read(key, LARGEST_DOCUMENT_BYTES);
            if (document.isEmpty()) {
                view = view == null ? read(manifest) : view;
                document = made(id, labeler, view, key);
            }
            if (document.isPresent()) {
                announcer.labeled(manifest, labeler, document.get());
            }
        }
    }

    /// What is in the store now; empty when the labeler fails on this episode.
    private Optional<byte[]> made(EpisodeId id, Labeler labeler, EpisodeView view, String key) throws IOException {
        Labels labels;
        long begun = System.nanoTime();
        try {
            labels = labeler.label(view);
        } catch (RuntimeException e) {
            // It would fail again: the next version of the labeler says something of this episode.
            metrics.failed(labeler);
            LOG.error("Labeler fails on an episode labeler={}@{} episode={}", labeler.name(), labeler.version(), id, e);
            return Optional.empty();
        }
        byte[] bytes = LabelDocument.of(id, labeler.name(), labeler.version(), labels.labels(), labels.series())
                .toJson();
        metrics.labeled(labeler, System.nanoTime() - begun);
        if (store.putIfAbsent(key, bytes)) {
            return Optional.of(bytes);
        }
        return store.read(key, LARGEST_DOCUMENT_BYTES);
    }

    private EpisodeView read(Manifest manifest) throws IOException {
        try (ArchivedEpisode episode = archive.open(manifest)) {
            return new EpisodeView(manifest, episode.robot(), episode.steps().list(MOST_STEPS));
        }
    }
}
