package io.teleloop.trainer.publish;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.Topics;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.learning.session.PolicyDraft;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import io.teleloop.trainer.checkpoint.CheckpointStore;
import io.teleloop.trainer.store.LeaderWrites;
import io.teleloop.trainer.store.SupersededException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes the versions of one policy id: network, then card, both create-only, then the announcement. Every part may
/// be repeated by this worker; another worker's version is never touched.
///
/// Not safe for use by several threads at once, except for [#newest].
public final class PolicyPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyPublisher.class);
    private static final int VERSION = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ObjectStore store;
    private final LeaderWrites writes;
    private final Producer<String, byte[]> producer;
    private final CheckpointStore checkpoints;
    private final String policyId;
    private final Retention retention;
    private final Clock clock;
    private long next = 1;
    private volatile @Nullable PolicyCard newest;

    /// @param checkpoints tell whether this worker still leads
    public PolicyPublisher(
            ObjectStore store,
            Producer<String, byte[]> producer,
            CheckpointStore checkpoints,
            String policyId,
            Retention retention,
            Clock clock) {
        this.store = store;
        this.writes = new LeaderWrites(store);
        this.producer = producer;
        this.checkpoints = checkpoints;
        this.policyId = policyId;
        this.retention = retention;
        this.clock = clock;
    }

    /// Finds what was published before, announces the newest version again (its announcement may have been lost) and
    /// removes what an earlier worker left behind.
    public void open() throws IOException, InterruptedException {
        PublishedVersions versions = new PublishedVersions(store, policyId);
        List<Long> begun = versions.begun();
        next = begun.isEmpty() ? 1 : begun.getFirst() + 1;
        Optional<PolicyCard> latest = versions.newest();
        if (latest.isPresent()) {
            newest = latest.get();
            announce(latest.get());
        }
        for (long version : begun) {
            removeIfSuperseded(version);
        }
    }

    /// The newest version, null for none.
    public @Nullable PolicyCard newest() {
        return newest;
    }

    /// Makes the next version ready to be published.
    ///
    /// @param stepOffsets by partition of the steps topic, the next offset that the weights have not seen
    public Publication prepare(PolicyDraft draft, Map<Integer, Long> stepOffsets) {
        return new Publication(draft, stepOffsets);
    }

    /// One version on its way out. Its version and its card's time are fixed by the first try.
    public final class Publication {
        private final PolicyDraft draft;
        private final Map<Integer, Long> stepOffsets;
        private @Nullable PolicyCard card;

        private Publication(PolicyDraft draft, Map<Integer, Long> stepOffsets) {
            this.draft = draft;
            this.stepOffsets = Map.copyOf(stepOffsets);
        }

        /// Returns when store and log have it. May be called again: what arrived is not written twice.
        ///
        /// @throws SupersededException when another worker leads
        public PolicyCard publish() throws IOException, SupersededException, InterruptedException {
            if (card == null) {
                card = draft.card(
                        policyId,
                        next,
                        clock.millis() * NANOS_PER_MILLI,
                        ObjectKeys.policyModel(policyId, next),
                        stepOffsets);
            }
            long version = card.policyVersion();
            checkpoints.requireStillOurs();
            writes.create(card.model().key(), draft.network().onnx());
            writes.create(ObjectKeys.policyCard(policyId, version), card.toJson());
            next = version + 1;
            announce(card);
            newest = card;
            removeIfSuperseded(version - retention.newest());
            LOG.info(
                    "Policy published policy={} version={} updates={} transitions={}",
                    policyId,
                    version,
                    draft.updates(),
                    draft.transitions());
            return card;
        }
    }

    private void announce(PolicyCard card) throws IOException, InterruptedException {
        PolicyPublished published = PolicyPublished.newBuilder()
                .setVersion(VERSION)
                .setPolicyId(policyId)
                .setPolicyVersion(card.policyVersion())
                .setTimeNs(card.createdNs())
                .setTask(card.task())
                .setAlgorithm(card.algorithm())
                .setCardKey(ObjectKeys.policyCard(policyId, card.policyVersion()))
                .setCardSha256(Sha256.hex(card.toJson()))
                .build();
        try {
            producer.send(new ProducerRecord<>(Topics.POLICIES.topic(), policyId, published.toByteArray()))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("version " + card.policyVersion() + " is not announced: " + e.getMessage(), e);
        }
    }

    /// The card goes first: where it is, the version is whole.
    private void removeIfSuperseded(long version) throws StoreException {
        PolicyCard latest = newest;
        if (latest == null
                || version < 1
                || retention.keeps(version, latest.policyVersion())
                || store.exists(ObjectKeys.policyPin(policyId, version))) {
            return;
        }
        store.delete(ObjectKeys.policyCard(policyId, version));
        store.delete(ObjectKeys.policyModel(policyId, version));
    }
}
