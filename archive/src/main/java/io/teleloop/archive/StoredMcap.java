package io.teleloop.archive;

import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.mcap.McapSource;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An MCAP file in the store, read part by part: an episode's pictures need not fit into memory.
final class StoredMcap implements McapSource {
    private final ObjectStore store;
    private final DataObject data;

    StoredMcap(ObjectStore store, DataObject data) {
        this.store = store;
        this.data = data;
    }

    @Override
    public long size() {
        return data.sizeBytes();
    }

    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
        return store.read(data.key(), offset, length);
    }

    @Override
    public void close() {}
}
