package io.teleloop.gateway.policy;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.PolicyPinned;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyFaultException;
import io.teleloop.store.StoreConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The published policies: fetched from the store on a thread of its own, proved, and kept for a while.
///
/// When versions are published faster than they can be fetched, those between are left out.
public final class PolicyLibrary implements Policies, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyLibrary.class);
    private static final int MOST_REQUESTS = 256;
    /// A policy for robots is about a megabyte.
    private static final int MOST_BUNDLES = 16;
    private static final int MOST_CARDS = 1000;
    /// More versions than these are of no use on a page.
    private static final int SHOWN_VERSIONS = 50;
    private static final long CARD_LIMIT_BYTES = 1 << 20;

    private record Follower(String policyId, Consumer<PolicyBundle> listener) {}

    private final @Nullable PolicyStore store;
    private final Publications publications = new Publications();
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor fetcher = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_REQUESTS),
            Thread.ofPlatform().daemon().name("policies").factory());
    /// Used by the fetcher alone.
    private final Map<String, PolicyBundle> bundles = newestUsed(MOST_BUNDLES);
    private final Map<String, byte[]> cards = newestUsed(MOST_CARDS);

    /// @param store empty when the gateway was given none: policies are then known, but cannot be run
    public PolicyLibrary(Optional<StoreConfig> store) {
        this.store = store.map(PolicyStore::new).orElse(null);
    }

    private static <T> Map<String, T> newestUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }

    void published(PolicyPublished publication) {
        if (publications.published(publication)) {
            tellFollowers(publication.getPolicyId());
        }
    }

    void pinned(PolicyPinned pin) {
        if (publications.pinned(pin)) {
            tellFollowers(pin.getPolicyId());
        }
    }

    private void tellFollowers(String policyId) {
        if (isFollowed(policyId) && changed.add(policyId)) {
            request(() -> {
                        // From here on a newer publication asks again.
                        changed.remove(policyId);
                        return fetch(policyId, 0);
                    })
                    .onSuccess(bundle -> followers.stream()
                            .filter(follower -> follower.policyId().equals(policyId))
                            .forEach(follower -> follower.listener().accept(bundle)))
                    .onFailure(e -> {
                        changed.remove(policyId);
                        LOG.warn("Policy cannot be fetched policy={} problem={}", policyId, e.toString());
                    });
        }
    }

    @Override
    public Future<PolicyBundle> load(String policyId, long version) {
        return request(() -> fetch(policyId, version));
    }

    @Override
    public Following follow(String policyId, Consumer<PolicyBundle> onChange) {
        Follower follower = new Follower(policyId, onChange);
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /// Whether a robot runs it.
    boolean isFollowed(String policyId) {
        return followers.stream().anyMatch(follower -> follower.policyId().equals(policyId));
    }

    /// The newest version of every policy.
    Collection<PolicyPublished> newest() {
        return publications.all();
    }

    /// The version that is pinned, 0 for none.
    long pinnedVersion(String policyId) {
        return publications.pinned(policyId);
    }

    /// Cards of a policy's newest versions, newest first.
    Future<List<PolicyCard>> cards(String policyId) {
        return request(() -> {
            long newest = known(policyId).getPolicyVersion();
            List<PolicyCard> found = new ArrayList<>();
            for (long version : store().versions(policyId)) {
                // What is not announced yet may be half there.
                if (version <= newest && found.size() < SHOWN_VERSIONS) {
                    readCard(policyId, version).ifPresent(found::add);
                }
            }
            return found;
        });
    }

    /// A version's card as it lies in the store.
    Future<byte[]> card(String policyId, long version) {
        return request(() -> {
            known(policyId);
            return cardBytes(policyId, version);
        });
    }

    private PolicyPublished known(String policyId) {
        return publications
                .newest(policyId)
                .orElseThrow(() -> new NoSuchElementException("no policy '" + policyId + "' was ever published"));
    }

    private PolicyBundle fetch(String policyId, long wanted) throws IOException {
        PolicyPublished newest = known(policyId);
        long pinned = publications.pinned(policyId);
        long version = wanted != 0 ? wanted : pinned != 0 ? pinned : newest.getPolicyVersion();
        String name = policyId + "@" + version;
        PolicyBundle kept = bundles.get(name);
        if (kept != null) {
            return kept;
        }
        if (version > newest.getPolicyVersion()) {
            throw new NoSuchElementException(
                    "policy " + name + " was not published; the newest version is " + newest.getPolicyVersion());
        }
        // Only the newest card's hash was announced; an older card was put create-only and never changes.
        PolicyBundle bundle = version == newest.getPolicyVersion()
                ? PolicyBundle.load(store(), newest.getCardKey(), newest.getCardSha256())
                : PolicyBundle.load(
                        store(), ObjectKeys.policyCard(policyId, version), Sha256.hex(cardBytes(policyId, version)));
        if (!bundle.card().name().equals(name)) {
            throw new PolicyFaultException("the card of policy " + name + " says that it is "
                    + bundle.card().name());
        }
        bundles.put(name, bundle);
        return bundle;
    }

    private Optional<PolicyCard> readCard(String policyId, long version) {
        try {
            return Optional.of(PolicyCard.parse(cardBytes(policyId, version)));
        } catch (IOException | NoSuchElementException e) {
            LOG.debug("Not a version policy={} version={} problem={}", policyId, version, e.toString());
            return Optional.empty();
        }
    }

    private byte[] cardBytes(String policyId, long version) throws IOException {
        String key = ObjectKeys.policyCard(policyId, version);
        byte[] kept = cards.get(key);
        if (kept == null) {
            kept = store().read(key, CARD_LIMIT_BYTES);
            cards.put(key, kept);
        }
        return kept;
    }

    private PolicyStore store() throws IOException {
        if (store == null) {
            throw new IOException("this gateway was given no object store; set 's3.endpoint' and its keys");
        }
        return store;
    }

    private <T> Future<T> request(Callable<T> work) {
        Promise<T> promise = Promise.promise();
        try {
            fetcher.execute(() -> {
                try {
                    promise.complete(work.call());
                } catch (Exception e) {
                    promise.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(new IOException("too many requests wait for the object store; try again later", e));
        }
        return promise.future();
    }

    @Override
    public void close() throws Exception {
        fetcher.shutdownNow();
        if (store != null) {
            store.close();
        }
    }
}
