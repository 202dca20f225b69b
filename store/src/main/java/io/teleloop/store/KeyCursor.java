package io.teleloop.store;

import org.jspecify.annotations.Nullable;

/// Goes over keys in their order (of their UTF-8 bytes), some hundred at a time: how many there are does not matter.
/// Not safe for use by several threads at once.
@FunctionalInterface
public interface KeyCursor {
    /// The next key, or null when there are no more.
    @Nullable
    String next() throws StoreException;
}
