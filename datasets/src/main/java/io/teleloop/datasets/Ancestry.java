package io.teleloop.datasets;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// From which episodes that robots performed an episode comes, over however many generations. What was read once is
/// remembered.
final class Ancestry {
    private final Archive archive;
    private final Map<String, Set<String>> known = new HashMap<>();

    Ancestry(Archive archive) {
        this.archive = archive;
    }

    /// Ids of the roots: of an episode that a robot performed its own; empty when that cannot be told, since an
    /// ancestor is not in the store.
    Set<String> roots(Manifest manifest) throws IOException {
        Manifest.Provenance provenance = manifest.provenance();
        if (provenance == null) {
            return Set.of(manifest.episodeId());
        }
        Set<String> roots = new TreeSet<>();
        for (String parent : provenance.parents()) {
            Set<String> further = rootsOf(parent);
            if (further.isEmpty()) {
                return Set.of();
            }
            roots.addAll(further);
        }
        return roots;
    }

    private Set<String> rootsOf(String episode) throws IOException {
        Set<String> found = known.get(episode);
        if (found == null) {
            Optional<Manifest> manifest = manifest(episode);
            found = manifest.isPresent() ? roots(manifest.get()) : Set.of();
            known.put(episode, found);
        }
        return found;
    }

    private Optional<Manifest> manifest(String episode) throws IOException {
        try {
            return archive.manifest(new EpisodeId(episode));
        } catch (IllegalArgumentException nameElsewhere) {
            // What was imported names its parents as they were called where it comes from.
            return Optional.empty();
        }
    }
}
