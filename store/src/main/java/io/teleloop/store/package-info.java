/// The object store: the one client that every service has of it.
///
/// ```java
/// try (ObjectStore store = ObjectStore.open(StoreConfig.from(settings))) {
///     store.awaitUsable(health::waitsFor);
///     boolean first = store.putIfAbsent(key, bytes); // atomic: of all who put this key, one gets true
/// }
/// ```
@NullMarked
package io.teleloop.store;

import org.jspecify.annotations.NullMarked;
