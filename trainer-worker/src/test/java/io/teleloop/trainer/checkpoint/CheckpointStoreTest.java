package io.teleloop.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.TestStack;
import io.teleloop.trainer.store.SupersededException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointStoreTest {
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
    void theNewestCheckpointShouldComeBackWhole() throws Exception {
        CheckpointStore checkpoints = new CheckpointStore(store, "whole");
        assertThat(checkpoints.newest()).isEmpty();
        checkpoints.put(checkpoint(1));
        checkpoints.put(checkpoint(2));

        Checkpoint newest = new CheckpointStore(store, "whole").newest().orElseThrow();

        assertThat(newest.header()).isEqualTo(checkpoint(2).header());
        assertThat(newest.robot()).isEqualTo(checkpoint(2).robot());
        assertThat(newest.order()).isEqualTo(checkpoint(2).order());
        assertThat(newest.state()).isEqualTo(checkpoint(2).state());
    }

    @Test
    void aWorkerThatDidNotSeeTheNewestShouldBeFoundOut() throws Exception {
        CheckpointStore old = new CheckpointStore(store, "fenced");
        old.put(checkpoint(1));
        old.requireStillOurs();
        CheckpointStore leader = new CheckpointStore(store, "fenced");
        leader.newest();
        leader.put(checkpoint(2));

        assertThatThrownBy(old::requireStillOurs).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> old.put(checkpoint(3))).isInstanceOf(SupersededException.class);
        leader.requireStillOurs();
    }

    @Test
    void aWorkerThatSleptUntilItsNumberWasRemovedShouldBeFoundOut() throws Exception {
        CheckpointStore old = new CheckpointStore(store, "slept");
        old.put(checkpoint(1));
        CheckpointStore leader = new CheckpointStore(store, "slept");
        leader.newest();
        for (int updates = 2; updates < 10; updates++) {
            leader.put(checkpoint(updates));
        }

        assertThatThrownBy(old::requireStillOurs).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> old.put(checkpoint(10))).isInstanceOf(SupersededException.class);
        assertThat(new CheckpointStore(store, "slept").newest())
                .map(newest -> newest.header().updates())
                .contains(9L);
    }

    @Test
    void aPutWhoseAnswerWasLostShouldCountWhenItIsTriedAgain() throws Exception {
        stack.put(ObjectKeys.checkpoint("again", 1), checkpoint(1).encode());
        CheckpointStore checkpoints = new CheckpointStore(store, "again");

        checkpoints.put(checkpoint(1));

        checkpoints.requireStillOurs();
    }

    @Test
    void aDamagedCheckpointShouldGiveWayToTheOneBefore() throws Exception {
        CheckpointStore checkpoints = new CheckpointStore(store, "damaged");
        checkpoints.put(checkpoint(1));
        byte[] damaged = checkpoint(2).encode();
        damaged[40]++;
        stack.put(ObjectKeys.checkpoint("damaged", 2), damaged);
        CheckpointStore next = new CheckpointStore(store, "damaged");

        assertThat(next.newest()).map(found -> found.header().updates()).contains(1L);
        next.put(checkpoint(3));
        assertThat(store.exists(ObjectKeys.checkpoint("damaged", 3))).isTrue();
    }

    @Test
    void bytesOfSomethingElseShouldBeRefused() {
        assertThatThrownBy(() -> Checkpoint.decode("something else, and long enough".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a checkpoint");
    }

    private static Checkpoint checkpoint(long updates) {
        IngestionOrder order = new IngestionOrder();
        order.tookStep(0, updates);
        return new Checkpoint(
                new Checkpoint.Header(
                        Checkpoint.Header.FORMAT,
                        Map.of("algorithm", "bc"),
                        4,
                        5,
                        20,
                        7,
                        8,
                        updates,
                        Map.of(0, updates + 1),
                        3),
                Optional.of(RobotDescription.newBuilder().setRobotId("robot-1").build()),
                order,
                new byte[] {1, 2, (byte) updates});
    }
}
