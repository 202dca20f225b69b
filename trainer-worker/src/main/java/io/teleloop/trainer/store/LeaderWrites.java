package io.teleloop.trainer.store;

import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/// Puts objects that nobody but the leader writes.
public final class LeaderWrites {
    private final ObjectStore store;

    public LeaderWrites(ObjectStore store) {
        this.store = store;
    }

    /// When the object lies there already with these bytes, an earlier try arrived and its answer was lost.
    ///
    /// @throws SupersededException when it lies there with other bytes
    public void create(String key, byte[] bytes) throws IOException, SupersededException {
        if (!store.putIfAbsent(key, bytes) && !holds(key, bytes)) {
            throw new SupersededException("object " + key + " was written by another worker");
        }
    }

    private boolean holds(String key, byte[] bytes) throws IOException {
        OptionalLong size = store.size(key);
        return size.isPresent()
                && size.getAsLong() == bytes.length
                && store.read(key, bytes.length)
                        .filter(there -> Arrays.equals(there, bytes))
                        .isPresent();
    }
}
