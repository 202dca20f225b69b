package io.teleloop.archive;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.mcap.McapLimits;
import io.teleloop.mcap.McapReader;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sealed episodes of a store, with what labelers say of them.
///
/// Safe for use by several threads at once.
public final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final int LARGEST_DOCUMENT_BYTES = 64 << 20;
    private static final String MANIFEST_END = "/" + ObjectKeys.MANIFEST;
    private static final String LABEL_END = ".json";

    private final ObjectStore store;

    public Archive(ObjectStore store) {
        this.store = store;
    }

    /// The manifest of a sealed episode; empty when there is no such episode.
    public Optional<Manifest> manifest(EpisodeId episode) throws IOException {
        Optional<Manifest> manifest = manifest(ObjectKeys.episodeManifest(episode));
        if (manifest.isPresent() && !manifest.get().episodeId().equals(episode.value())) {
            throw new IOException("the manifest of episode " + episode + " says that it is of episode "
                    + manifest.get().episodeId());
        }
        return manifest;
    }

    /// The bytes of a sealed episode's manifest as they are stored; empty when there is no such episode.
    public Optional<byte[]> manifestBytes(EpisodeId episode) throws IOException {
        return store.read(ObjectKeys.episodeManifest(episode), LARGEST_DOCUMENT_BYTES);
    }

    /// Every sealed episode in the order of the ids, which is that of their openings. A manifest that cannot be read is
    /// logged and left out.
    public Cursor<Manifest> episodes() {
        return manifests("");
    }

    /// The sealed episodes behind this one.
    public Cursor<Manifest> episodesAfter(EpisodeId episode) {
        return manifests(ObjectKeys.episodeManifest(episode));
    }

    /// The ids of all sealed episodes in their order, in memory: some dozen bytes each.
    public List<EpisodeId> episodeIds() throws StoreException {
        List<EpisodeId> ids = new ArrayList<>();
        KeyCursor keys = store.keys(ObjectKeys.EPISODES, "");
        for (String key = keys.next(); key != null; key = keys.next()) {
            if (key.endsWith(MANIFEST_END)) {
                String folder = key.substring(0, key.length() - MANIFEST_END.length());
                ids.add(new EpisodeId(folder.substring(folder.lastIndexOf('/') + 1)));
            }
        }
        return ids;
    }

    /// Opens an episode; the caller closes it.
    public ArchivedEpisode open(Manifest manifest) throws IOException {
        return new ArchivedEpisode(
                manifest, McapReader.open(new StoredMcap(store, manifest.data()), McapLimits.DEFAULT));
    }

    /// All that was said of an episode, in no order; [HeldLabels] tells what of it holds. A document that cannot be
    /// read is logged and left out.
    public List<LabelDocument> labels(EpisodeId episode) throws StoreException {
        List<LabelDocument> documents = new ArrayList<>();
        for (String key : store.list(ObjectKeys.labels(episode))) {
            if (key.endsWith(LABEL_END)) {
                label(key).ifPresent(documents::add);
            }
        }
        return documents;
    }

    /// Puts a label document, unless its labeler has one of this version about this episode.
    ///
    /// @return false when there is one already, which stays as it is
    public boolean putLabel(LabelDocument document) throws StoreException {
        EpisodeId episode = new EpisodeId(document.episodeId());
        return store.putIfAbsent(
                ObjectKeys.label(episode, document.labeler(), document.labelerVersion()), document.toJson());
    }

    private Cursor<Manifest> manifests(String after) {
        KeyCursor keys = store.keys(ObjectKeys.EPISODES, after);
        return () -> {
            for (String key = keys.next(); key != null; key = keys.next()) {
                if (key.endsWith(MANIFEST_END)) {
                    Optional<Manifest> manifest = readableManifest(key);
                    if (manifest.isPresent()) {
                        return manifest.get();
                    }
                }
            }
            return null;
        };
    }

    private Optional<Manifest> manifest(String key) throws IOException {
        Optional<byte[]> json = store.read(key, LARGEST_DOCUMENT_BYTES);
        return json.isPresent() ? Optional.of(Manifest.parse(json.get())) : Optional.empty();
    }

    private Optional<Manifest> readableManifest(String key) throws StoreException {
        return readable(key, () -> manifest(key));
    }

    private Optional<LabelDocument> label(String key) throws StoreException {
        return readable(key, () -> {
            Optional<byte[]> json = store.read(key, LARGEST_DOCUMENT_BYTES);
            return json.isPresent() ? Optional.of(LabelDocument.parse(json.get())) : Optional.empty();
        });
    }

    private static <T> Optional<T> readable(String key, Reading<T> reading) throws StoreException {
        try {
            return reading.read();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("Document cannot be read and is left out key={} problem={}", key, e.getMessage());
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read() throws IOException;
    }
}
