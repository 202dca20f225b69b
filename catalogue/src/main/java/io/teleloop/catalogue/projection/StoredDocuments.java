package io.teleloop.catalogue.projection;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The documents of which the rows are made. One that cannot be read is logged and counts as missing: it would be no
/// better at the next try.
///
/// Safe for use by several threads at once.
public final class StoredDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(StoredDocuments.class);
    private static final int LARGEST_DOCUMENT_BYTES = 64 << 20;
    private static final String MANIFEST_END = "/" + ObjectKeys.MANIFEST;

    private final ObjectStore store;
    private final Archive archive;

    public StoredDocuments(ObjectStore store) {
        this.store = store;
        this.archive = new Archive(store);
    }

    /// The manifest of a sealed episode, else of a quarantined one.
    Optional<Manifest> manifest(EpisodeId episode) throws StoreException {
        Optional<Manifest> sealed = readable(ObjectKeys.episodeManifest(episode), () -> archive.manifest(episode));
        return sealed.isPresent() ? sealed : quarantined(ObjectKeys.quarantineManifest(episode));
    }

    List<LabelDocument> labels(EpisodeId episode) throws StoreException {
        return archive.labels(episode);
    }

    /// Every episode that has a manifest, sealed ones first.
    Cursor<EpisodeId> episodes() {
        Cursor<EpisodeId> sealed = episodes(ObjectKeys.EPISODES);
        Cursor<EpisodeId> quarantined = episodes(ObjectKeys.QUARANTINE);
        return () -> {
            EpisodeId episode = sealed.next();
            return episode == null ? quarantined.next() : episode;
        };
    }

    private Optional<Manifest> quarantined(String key) throws StoreException {
        return readable(key, () -> {
            Optional<byte[]> json = store.read(key, LARGEST_DOCUMENT_BYTES);
            return json.isPresent() ? Optional.of(Manifest.parse(json.get())) : Optional.empty();
        });
    }

    private Cursor<EpisodeId> episodes(String prefix) {
        KeyCursor keys = store.keys(prefix, "");
        return () -> {
            for (String key = keys.next(); key != null; key = keys.next()) {
                if (key.endsWith(MANIFEST_END)) {
                    String folder = key.substring(0, key.length() - MANIFEST_END.length());
                    return new EpisodeId(folder.substring(folder.lastIndexOf('/') + 1));
                }
            }
            return null;
        };
    }

    private static <T> Optional<T> readable(String key, Reading<T> reading) throws StoreException {
        try {
            return reading.read();
        } catch (StoreException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("Document cannot be read and is left out key={} problem={}", key, e.getMessage());
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read() throws IOException;
    }
}
