package io.teleloop.trainer;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.learning.session.LearningBase;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import io.teleloop.policy.PolicySource;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.learn.BaseSource;
import io.teleloop.trainer.publish.PublishedVersions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Published policies as bases of residuals. A version that is used as one is pinned, so that it stays in the store.
final class FrozenBases implements BaseSource, AutoCloseable {
    private final ObjectStore store;
    private final List<PolicyRunner> open = new ArrayList<>();

    FrozenBases(ObjectStore store) {
        this.store = store;
    }

    @Override
    public synchronized LearningBase load(String policyId, long version) throws IOException {
        PublishedVersions versions = new PublishedVersions(store, policyId);
        Optional<PolicyCard> found = version == 0 ? versions.newest() : versions.card(version);
        PolicyCard card = found.orElseThrow(() -> new IOException("policy " + policyId
                + (version == 0 ? " has no version yet" : " has no version " + version + " any more")
                + "; a residual learns above it: publish it, or set 'base' to another"));
        String key = ObjectKeys.policyCard(policyId, card.policyVersion());
        String sha256 = Sha256.hex(card.toJson());
        store.putIfAbsent(ObjectKeys.policyPin(policyId, card.policyVersion()), new byte[0]);
        PolicySource source = (part, limit) -> store.read(part, Math.toIntExact(limit))
                .orElseThrow(() -> new IOException("object " + part + " is not in the store"));
        PolicyRunner runner = PolicyRunner.open(PolicyBundle.load(source, key, sha256));
        open.add(runner);
        return new LearningBase(card, key, sha256, observations -> {
            runner.reset();
            return observations.stream()
                    .map(observation -> runner.act(observation).action())
                    .toList();
        });
    }

    @Override
    public synchronized void close() {
        open.forEach(PolicyRunner::close);
        open.clear();
    }
}
