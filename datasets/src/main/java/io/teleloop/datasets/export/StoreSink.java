package io.teleloop.datasets.export;

import io.teleloop.lerobot.DatasetSink;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A data set below a prefix of the object store.
public final class StoreSink implements DatasetSink {
    private final ObjectStore store;
    private final String prefix;

    /// @param prefix ends with `/`
    public StoreSink(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    @Override
    public String place() {
        return "object store, " + prefix;
    }

    @Override
    public void put(String path, Path file) throws IOException {
        store.upload(prefix + path, file);
        Files.delete(file);
    }

    @Override
    public boolean contains(String path) throws IOException {
        return store.exists(prefix + path);
    }
}
