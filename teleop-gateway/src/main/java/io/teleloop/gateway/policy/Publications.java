package io.teleloop.gateway.policy;

import io.teleloop.contract.v1.PolicyPinned;
import io.teleloop.contract.v1.PolicyPublished;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was published and pinned, as far as it is known. Thread-safe.
final class Publications {
    private final Map<String, PolicyPublished> newest = new ConcurrentHashMap<>();
    private final Map<String, Long> pins = new ConcurrentHashMap<>();

    /// @return whether robots shall run another version from now on
    boolean published(PolicyPublished publication) {
        PolicyPublished before = newest.get(publication.getPolicyId());
        // A record that is heard again must not bring an old version back.
        if (before != null && before.getPolicyVersion() >= publication.getPolicyVersion()) {
            return false;
        }
        newest.put(publication.getPolicyId(), publication);
        return pinned(publication.getPolicyId()) == 0;
    }

    /// @return whether robots shall run another version from now on
    boolean pinned(PolicyPinned pin) {
        Long before = pins.put(pin.getPolicyId(), pin.getPolicyVersion());
        return (before == null ? 0 : before) != pin.getPolicyVersion();
    }

    /// The version that is pinned, 0 for none.
    long pinned(String policyId) {
        return pins.getOrDefault(policyId, 0L);
    }

    Optional<PolicyPublished> newest(String policyId) {
        return Optional.ofNullable(newest.get(policyId));
    }

    Collection<PolicyPublished> all() {
        return List.copyOf(newest.values());
    }
}
