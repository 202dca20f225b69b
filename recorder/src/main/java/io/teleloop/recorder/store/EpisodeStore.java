package io.teleloop.recorder.store;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Episodes in the store. What is put twice is there once.
///
/// Safe for use by several threads at once.
public final class EpisodeStore {
    private static final int LARGEST_MANIFEST_BYTES = 64 << 20;

    private final ObjectStore store;

    public EpisodeStore(ObjectStore store) {
        this.store = store;
    }

    /// The manifest of an episode that was stored before, sealed or quarantined.
    public Optional<Manifest> find(EpisodeId id) throws IOException {
        Optional<Manifest> sealed = read(ObjectKeys.episodeManifest(id));
        return sealed.isPresent() ? sealed : read(ObjectKeys.quarantineManifest(id));
    }

    /// Uploads an episode's bytes under their name, which says what they are, so that it does not matter who did it.
    public void putData(Path file, DataObject data) throws StoreException {
        if (!isThere(data)) {
            store.upload(data.key(), file);
        }
        if (!isThere(data)) {
            throw new StoreException("object " + data.key() + " is not there as it was put");
        }
    }

    /// Puts a manifest, unless there is one.
    ///
    /// @return what is there now, read back
    public Manifest putManifest(Manifest manifest) throws IOException {
        EpisodeId id = new EpisodeId(manifest.episodeId());
        String key = manifest.sealed() ? ObjectKeys.episodeManifest(id) : ObjectKeys.quarantineManifest(id);
        store.putIfAbsent(key, manifest.toJson());
        return read(key).orElseThrow(() -> new StoreException("manifest " + key + " is not there after it was put"));
    }

    private boolean isThere(DataObject data) throws StoreException {
        return store.size(data.key()).equals(OptionalLong.of(data.sizeBytes()));
    }

    private Optional<Manifest> read(String key) throws IOException {
        Optional<byte[]> json = store.read(key, LARGEST_MANIFEST_BYTES);
        return json.isPresent() ? Optional.of(Manifest.parse(json.get())) : Optional.empty();
    }
}
