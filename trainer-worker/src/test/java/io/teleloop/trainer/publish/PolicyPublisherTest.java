package io.teleloop.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.Topics;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.learning.algorithm.ExportedNetwork;
import io.teleloop.learning.session.PolicyDraft;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.SyntheticTask;
import io.teleloop.trainer.TestStack;
import io.teleloop.trainer.checkpoint.Checkpoint;
import io.teleloop.trainer.checkpoint.CheckpointStore;
import io.teleloop.trainer.checkpoint.IngestionOrder;
import io.teleloop.trainer.store.SupersededException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPublisherTest {
    private static final Retention RETENTION = new Retention(Retention.FEWEST, 10);

    private TestStack stack;
    private ObjectStore store;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
        store = stack.store();
    }

    @AfterAll
    void stop() throws Exception {
        store.close();
        stack.close();
    }

    @Test
    void aPublishedVersionShouldBeWholeBeforeItIsAnnounced() throws Exception {
        PolicyPublisher publisher = leader("whole");

        PolicyCard card = publisher.prepare(draft(7), Map.of(0, 12L)).publish();

        byte[] json = stack.object(ObjectKeys.policyCard("whole", 1));
        assertThat(PolicyCard.parse(json)).isEqualTo(card);
        assertThat(card.training()).isEqualTo(new PolicyCard.Training(100, 20, 7, Map.of(0, 12L)));
        assertThat(Sha256.hex(stack.object(card.model().key())))
                .isEqualTo(card.model().sha256());
        PolicyPublished announced = announcements("whole").getLast();
        assertThat(announced.getPolicyVersion()).isEqualTo(1);
        assertThat(announced.getCardKey()).isEqualTo(ObjectKeys.policyCard("whole", 1));
        assertThat(announced.getCardSha256()).isEqualTo(Sha256.hex(json));
    }

    @Test
    void anotherWorkerShouldGoOnBehindTheNewestVersionAndAnnounceItAgain() throws Exception {
        PolicyPublisher first = leader("after");
        first.prepare(draft(1), Map.of()).publish();
        first.prepare(draft(2), Map.of()).publish();
        // A network without a card: its worker died in between.
        stack.put(ObjectKeys.policyModel("after", 3), new byte[] {1});

        PolicyPublisher second = leader("after");
        second.prepare(draft(3), Map.of()).publish();

        assertThat(announcements("after"))
                .extracting(PolicyPublished::getPolicyVersion)
                .containsExactly(1L, 2L, 2L, 4L);
    }

    @Test
    void aWorkerThatLeadsNoMoreShouldNotPublish() throws Exception {
        PolicyPublisher old = leader("fenced");
        leader("fenced");

        assertThatThrownBy(() -> old.prepare(draft(1), Map.of()).publish()).isInstanceOf(SupersededException.class);
        assertThat(announcements("fenced")).isEmpty();
        assertThat(store.list(ObjectKeys.POLICIES + "fenced/")).isEmpty();
    }

    @Test
    void aPublicationThatIsTriedAgainShouldGiveOneVersion() throws Exception {
        PolicyPublisher publisher = leader("again");
        PolicyPublisher.Publication publication = publisher.prepare(draft(1), Map.of());
        PolicyCard first = publication.publish();

        PolicyCard again = publication.publish();

        assertThat(again).isEqualTo(first);
        assertThat(new PublishedVersions(store, "again").begun()).containsExactly(1L);
    }

    @Test
    void supersededVersionsShouldGoButMilestonesAndPinnedOnesStay() throws Exception {
        PolicyPublisher publisher = leader("kept");
        store.putIfAbsent(ObjectKeys.policyPin("kept", 3), new byte[0]);
        for (int updates = 1; updates <= 32; updates++) {
            publisher.prepare(draft(updates), Map.of()).publish();
        }

        List<Long> whole = new ArrayList<>();
        PublishedVersions versions = new PublishedVersions(store, "kept");
        for (long version = 1; version <= 32; version++) {
            if (versions.card(version).isPresent() && store.exists(ObjectKeys.policyModel("kept", version))) {
                whole.add(version);
            }
        }

        assertThat(whole).startsWith(3L, 10L, 13L, 14L).hasSize(22);
        assertThat(versions.begun()).hasSize(22);
    }

    /// A publisher whose worker has begun its term with a checkpoint.
    private PolicyPublisher leader(String policyId) throws Exception {
        CheckpointStore checkpoints = new CheckpointStore(store, policyId);
        checkpoints.newest();
        checkpoints.put(new Checkpoint(
                new Checkpoint.Header(
                        Checkpoint.Header.FORMAT, Map.of(), 0, System.nanoTime(), 0, 0, 0, 0, Map.of(), 0),
                Optional.empty(),
                new IngestionOrder(),
                new byte[0]));
        PolicyPublisher publisher =
                new PolicyPublisher(store, stack.producer(), checkpoints, policyId, RETENTION, Clock.systemUTC());
        publisher.open();
        return publisher;
    }

    private List<PolicyPublished> announcements(String policyId) throws Exception {
        List<PolicyPublished> all = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : stack.read(Topics.POLICIES)) {
            if (record.key().equals(policyId)) {
                all.add(PolicyPublished.parseFrom(record.value()));
            }
        }
        return all;
    }

    private static PolicyDraft draft(long updates) {
        return new PolicyDraft(
                "bc",
                SyntheticTask.NAME,
                SyntheticTask.RATE_HZ,
                ObservationSpec.of(SyntheticTask.ROBOT),
                new ActionSpec(List.of(new ActionSpec.Dimension("linear.x", "m/s", -0.1, 0.1)), List.of()),
                new ExportedNetwork(new byte[] {1, 2, (byte) updates}, 1, 1, 0, false, 0),
                null,
                100,
                20,
                updates,
                Map.of());
    }
}
