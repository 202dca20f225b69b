package io.teleloop.datasets.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.teleloop.contract.CanonicalJson;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.datasets.DatasetStore.Version;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import io.teleloop.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What exports have put into the store.
public final class ExportedFiles {
    private static final String INFO = "meta/info.json";
    private static final int LARGEST_INFO_BYTES = 16 << 20;

    private final ObjectStore store;

    public ExportedFiles(ObjectStore store) {
        this.store = store;
    }

    /// A file of an exported data set.
    ///
    /// @param path relative to the data set
    public record ExportedFile(String path, long bytes) {}

    /// What lies in the store of a version, whole or not, in the order of the paths.
    public List<ExportedFile> list(Version version) throws StoreException {
        String prefix = ObjectKeys.datasetFiles(version.name(), version.number());
        return store.objects(prefix).stream()
                .map(object -> file(object, prefix))
                .toList();
    }

    private static ExportedFile file(StoredObject object, String prefix) {
        return new ExportedFile(object.key().substring(prefix.length()), object.size());
    }

    long bytes(Version version) throws StoreException {
        return list(version).stream().mapToLong(ExportedFile::bytes).sum();
    }

    /// Whether a version was exported to its end: its info comes last.
    public boolean complete(Version version) throws StoreException {
        return store.exists(ObjectKeys.datasetFiles(version.name(), version.number()) + INFO);
    }

    /// How the videos of an exported version are compressed; empty when it was not exported, or has none.
    Optional<String> codec(Version version) throws IOException {
        Optional<byte[]> info =
                store.read(ObjectKeys.datasetFiles(version.name(), version.number()) + INFO, LARGEST_INFO_BYTES);
        if (info.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode feature : CanonicalJson.parse(info.get(), JsonNode.class).path("features")) {
            JsonNode codec = feature.path("info").path("video.codec");
            if (codec.isTextual()) {
                return Optional.of(codec.asText());
            }
        }
        return Optional.empty();
    }
}
