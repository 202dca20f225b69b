package io.teleloop.gateway.policy;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.policy.PolicySource;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads policies from the object store. Every call waits for the store. Thread-safe.
final class PolicyStore implements PolicySource, AutoCloseable {
    /// Robots wait for policies: rather none than a late one.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// A trainer removes old versions long before there are so many.
    private static final int MOST_VERSIONS = 10_000;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})/.*");

    private final ObjectStore store;

    PolicyStore(StoreConfig config) {
        store = ObjectStore.open(config, TIMEOUT);
    }

    @Override
    public byte[] read(String key, long limitBytes) throws IOException {
        return store.read(key, Math.toIntExact(limitBytes))
                .orElseThrow(() -> new IOException("object " + key + " is not in the store"));
    }

    /// Numbers under which there is something of a policy, newest first. Only a version whose card can be read is one:
    /// a listing may show what was never finished.
    List<Long> versions(String policyId) throws StoreException {
        String folder = ObjectKeys.POLICIES + policyId + "/";
        Set<Long> versions = new HashSet<>();
        KeyCursor keys = store.keys(folder, "");
        for (String key = keys.next(); key != null && versions.size() < MOST_VERSIONS; key = keys.next()) {
            Matcher name = NAME.matcher(key.substring(folder.length()));
            if (name.matches()) {
                versions.add(Long.parseLong(name.group(1)));
            }
        }
        return versions.stream().sorted(Comparator.reverseOrder()).toList();
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
