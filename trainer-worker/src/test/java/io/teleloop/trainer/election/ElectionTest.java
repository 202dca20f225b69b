package io.teleloop.trainer.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.trainer.TestStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElectionTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private TestStack stack;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void ofTwoWorkersOneShouldLeadAndTheOtherFollowIt() throws Exception {
        Worker first = new Worker("a");
        first.await("lead");
        Worker second = new Worker("a");
        Awaitility.await().atMost(SOON).until(second.election::joined);
        assertThat(second.events).isEmpty();

        first.stop();

        assertThat(first.events).startsWith("lead", "step down in time true");
        second.await("lead");
        second.stop();
    }

    @Test
    void workersOfDifferentPoliciesShouldBothLead() throws Exception {
        Worker one = new Worker("one");
        Worker other = new Worker("other");

        one.await("lead");
        other.await("lead");

        one.stop();
        other.stop();
    }

    private final class Worker implements Election.Candidate {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final Election election;
        private final Thread thread;

        Worker(String policyId) {
            election = new Election(
                    stack.consumer(Map.of(
                            "group.id",
                            "trainer-" + policyId,
                            "auto.offset.reset",
                            "latest",
                            "partition.assignment.strategy",
                            CooperativeStickyAssignor.class.getName())),
                    this);
            thread = Thread.ofPlatform().start(election::run);
        }

        void await(String event) {
            Awaitility.await(event).atMost(SOON).until(() -> events.contains(event));
        }

        void stop() throws InterruptedException {
            election.stop();
            thread.join();
        }

        @Override
        public void lead() {
            events.add("lead");
        }

        @Override
        public void stepDown(boolean inTime) {
            events.add("step down in time " + inTime);
        }
    }
}
