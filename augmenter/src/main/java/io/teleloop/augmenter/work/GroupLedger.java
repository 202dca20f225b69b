package io.teleloop.augmenter.work;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What was done for one group, noted in the store: each step once it is done, so that nobody does it again. A group
/// that was removed stays removed.
public final class GroupLedger {
    private static final String REMOVED = "removed";
    private static final int LARGEST_NOTE_BYTES = 1 << 20;

    private final ObjectStore store;
    private final String group;

    public GroupLedger(ObjectStore store, String group) {
        this.store = store;
        this.group = group;
    }

    public String group() {
        return group;
    }

    /// What was noted of a step; empty when it was not done.
    public Optional<String> note(String step) throws IOException {
        return store.read(ObjectKeys.generated(group, step), LARGEST_NOTE_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// Notes that a step is done.
    ///
    /// @return false when somebody noted it before; that note stays
    public boolean add(String step, String note) throws StoreException {
        return store.putIfAbsent(ObjectKeys.generated(group, step), note.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isRemoved() throws StoreException {
        return store.exists(ObjectKeys.generated(group, REMOVED));
    }

    /// From now on nothing is made for the group.
    public void markRemoved(String by) throws StoreException {
        boolean _ = store.putIfAbsent(ObjectKeys.generated(group, REMOVED), by.getBytes(StandardCharsets.UTF_8));
    }

    /// Steps that are done, in no order.
    public List<String> steps() throws StoreException {
        String prefix = ObjectKeys.GENERATED + group + "/";
        return store.list(prefix).stream()
                .map(key -> key.substring(prefix.length(), key.length() - ".json".length()))
                .toList();
    }
}
