package io.teleloop.catalogue.projection;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern CARD =
            Pattern.compile(ObjectKeys.POLICIES + "([a-z0-9][a-z0-9-]{0,62})/([1-9][0-9]{0,17})/card\\.json");

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

    /// Every policy id of which a version is published.
    Set<String> policies() throws StoreException {
        Set<String> policies = new TreeSet<>();
        KeyCursor keys = store.keys(ObjectKeys.POLICIES, "");
        for (String key = keys.next(); key != null; key = keys.next()) {
            Matcher card = CARD.matcher(key);
            if (card.matches()) {
                policies.add(card.group(1));
            }
        }
        return policies;
    }

    /// The versions of a policy that are published and kept.
    Set<Long> versions(String policy) throws StoreException {
        Set<Long> versions = new TreeSet<>();
        for (String key : store.list(ObjectKeys.POLICIES + policy + "/")) {
            Matcher card = CARD.matcher(key);
            if (card.matches()) {
                versions.add(Long.valueOf(card.group(2)));
            }
        }
        return versions;
    }

    Optional<PolicyCard> card(String policy, long version) throws StoreException {
        String key = ObjectKeys.policyCard(policy, version);
        return readable(key, () -> {
            Optional<byte[]> json = store.read(key, LARGEST_DOCUMENT_BYTES);
            return json.isPresent() ? Optional.of(PolicyCard.parse(json.get())) : Optional.empty();
        });
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
