package io.teleloop.trainer.store;

import io.teleloop.mcap.McapSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An MCAP file in the store, read part by part: an episode's pictures need not fit into memory.
public final class StoredMcap implements McapSource {
    private final ObjectStore store;
    private final String key;
    private final long size;

    /// @param size bytes of the object
    public StoredMcap(ObjectStore store, String key, long size) {
        this.store = store;
        this.key = key;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
        return store.read(key, offset, length);
    }

    @Override
    public void close() {}
}
