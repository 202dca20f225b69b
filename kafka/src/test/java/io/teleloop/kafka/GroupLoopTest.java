package io.teleloop.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.teleloop.contract.MetricNames;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private Path folder;
    private TestLog log;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        log = TestLog.start(folder.resolve("kafka"));
    }

    @AfterAll
    void stop() {
        log.close();
    }

    @Test
    void everyPartitionShouldBeHandledInItsOrderAndCommitted() throws Exception {
        log.create("ordered", 3);
        log.send("ordered", 3, 0, 600);
        Handled handled = new Handled();

        GroupLoop loop = member("ordered", 2, Map.of(), handled);
        try (loop) {
            handled.await(600);
            await().atMost(PATIENCE)
                    .until(() -> log.committed("ordered", "ordered").equals(Map.of(0, 200L, 1, 200L, 2, 200L)));
            await().atMost(PATIENCE).until(() -> loop.lag() == 0);
            assertThat(loop.turns()).isTrue();
            assertThat(loop.trouble()).isEmpty();
        }

        for (int partition = 0; partition < 3; partition++) {
            int first = partition;
            assertThat(handled.of(partition))
                    .isEqualTo(
                            IntStream.range(0, 200).mapToObj(i -> first + 3 * i).toList());
        }
    }

    @Test
    void aKilledMembersRecordShouldBeHandledAgainAndNoneLeftOut() throws Exception {
        log.create("killed", 1);
        log.send("killed", 1, 0, 20);
        KafkaConfig config = log.config("member-0");
        Process mortal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalMember.class.getName(),
                        config.bootstrap(),
                        "killed",
                        config.groupInstance(),
                        "killed",
                        "7")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        // What it took is more than what it is done with, and only that is committed.
        await().atMost(PATIENCE).until(() -> log.committed("killed", "killed").equals(Map.of(0, 7L)));
        mortal.destroyForcibly().waitFor();
        Handled handled = new Handled();

        try (GroupLoop next = GroupLoop.start(
                KafkaClients.member(config, "killed", Map.of()), Set.of("killed"), handled, 1, metrics, e -> {
                    throw new IllegalStateException(e);
                })) {
            await().atMost(PATIENCE).until(() -> handled.of(0).contains(19));
            assertThat(next.turns()).isTrue();
        }

        assertThat(handled.of(0)).isEqualTo(IntStream.range(7, 20).boxed().toList());
    }

    @Test
    void membersShouldShareThePartitionsAndLoseNothing() throws Exception {
        log.create("shared", 4);
        log.send("shared", 4, 0, 40);
        Handled one = new Handled();
        Handled other = new Handled();
        try (GroupLoop first = member("shared", 4, Map.of(), one)) {
            one.await(40);
            try (GroupLoop second = member("shared", 4, Map.of(), other)) {
                int[] sent = {40};
                await().atMost(PATIENCE).until(() -> {
                    log.send("shared", 4, sent[0], sent[0] + 4);
                    sent[0] += 4;
                    return other.partitions().size() == 2 && second.trouble().isEmpty();
                });
                await().atMost(PATIENCE).until(() -> one.all() + other.all() >= sent[0]);

                for (int partition = 0; partition < 4; partition++) {
                    List<Integer> both = new ArrayList<>(one.of(partition));
                    both.addAll(other.of(partition));
                    int from = partition;
                    assertThat(both)
                            .isEqualTo(IntStream.range(0, sent[0] / 4)
                                    .mapToObj(i -> from + 4 * i)
                                    .toList());
                }
            }
            assertThat(first.turns()).isTrue();
        }
    }

    @Test
    void aRecordShouldBeTriedUntilItSucceedsAndTheNextOnesWait() throws Exception {
        log.create("failing", 1);
        log.send("failing", 1, 0, 3);
        Handled handled = new Handled();
        AtomicBoolean storeIsUp = new AtomicBoolean();
        AtomicInteger unexpected = new AtomicInteger();

        try (GroupLoop loop = member("failing", 1, Map.of(), record -> {
            if (TestLog.number(record.value()) == 1) {
                if (unexpected.getAndIncrement() == 0) {
                    throw new IllegalStateException("never seen");
                }
                if (!storeIsUp.get()) {
                    throw new IOException("the store is away");
                }
            }
            handled.handle(record);
        })) {
            await().atMost(PATIENCE).until(() -> loop.trouble().equals("handling of failing-0@1: the store is away"));
            assertThat(loop.turns()).isTrue();
            assertThat(handled.of(0)).containsExactly(0);
            assertThat(metrics.get(MetricNames.GROUP_LAG)
                            .tag("group", "failing")
                            .gauge()
                            .value())
                    .isEqualTo(2);
            assertThat(metrics.get(MetricNames.GROUP_FAILURES)
                            .tag("group", "failing")
                            .counter()
                            .count())
                    .isGreaterThanOrEqualTo(2);

            storeIsUp.set(true);

            handled.await(3);
            await().atMost(PATIENCE).until(() -> loop.trouble().isEmpty());
        }
        assertThat(handled.of(0)).containsExactly(0, 1, 2);
    }

    @Test
    void aMemberShouldStayInTheGroupForAsLongAsAHandlerTakes() throws Exception {
        log.create("long", 1);
        log.send("long", 1, 0, 2);
        Handled handled = new Handled();
        CountDownLatch enough = new CountDownLatch(1);
        Map<String, Object> impatient = Map.of(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 1_000, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 100);

        try (GroupLoop loop = member("long", 1, impatient, record -> {
            enough.await();
            handled.handle(record);
        })) {
            await().atMost(PATIENCE).until(() -> loop.lag() == 2);
            Handled second = new Handled();
            try (GroupLoop waits = member("long", 1, impatient, second)) {
                await().atMost(PATIENCE).until(() -> waits.trouble().isEmpty());
                // Several times the interval in which a member must poll.
                await().atMost(PATIENCE)
                        .during(Duration.ofSeconds(3))
                        .until(() -> loop.lag() == 2 && second.all() == 0);
            }

            enough.countDown();

            handled.await(2);
        }
        assertThat(handled.of(0)).containsExactly(0, 1);
        assertThat(log.committed("long", "long")).isEqualTo(Map.of(0, 2L));
    }

    @Test
    void aStopShouldLetTheRecordInHandBecomeDone() throws Exception {
        log.create("stopped", 1);
        log.send("stopped", 1, 0, 5);
        Handled handled = new Handled();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        GroupLoop loop = member("stopped", 1, Map.of(), record -> {
            begun.countDown();
            mayEnd.await();
            handled.handle(record);
        });
        begun.await();

        Thread closing = Thread.ofPlatform().start(() -> {
            try {
                loop.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(PATIENCE).until(() -> closing.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        closing.join();

        assertThat(handled.of(0)).containsExactly(0);
        assertThat(log.committed("stopped", "stopped")).isEqualTo(Map.of(0, 1L));
    }

    @Test
    void aHandlerThatBreaksShouldEndTheMemberAndSaySo() throws Exception {
        shouldEndTheMember("broken", record -> {
            throw new AssertionError("broken");
        });
    }

    @Test
    void aHandlerThatGivesUpUnaskedShouldEndTheMemberAndSaySo() throws Exception {
        shouldEndTheMember("given-up", record -> {
            throw new InterruptedException("by nobody");
        });
    }

    private void shouldEndTheMember(String topicAndGroup, RecordHandler handler) throws Exception {
        log.create(topicAndGroup, 1);
        log.send(topicAndGroup, 1, 0, 1);
        CountDownLatch told = new CountDownLatch(1);

        try (GroupLoop loop = GroupLoop.start(
                KafkaClients.member(log.config(""), topicAndGroup, Map.of()),
                Set.of(topicAndGroup),
                handler,
                1,
                metrics,
                problem -> told.countDown())) {
            told.await();
            assertThat(loop.turns()).isFalse();
        }
        assertThat(log.committed(topicAndGroup, topicAndGroup)).isEmpty();
    }

    private GroupLoop member(String topicAndGroup, int atATime, Map<String, Object> more, RecordHandler handler) {
        return GroupLoop.start(
                KafkaClients.member(log.config(""), topicAndGroup, more),
                Set.of(topicAndGroup),
                handler,
                atATime,
                metrics,
                problem -> {
                    throw new IllegalStateException(problem);
                });
    }

    /// Keeps the numbers of the records that it was given.
    private static final class Handled implements RecordHandler {
        private final Map<Integer, Queue<Integer>> byPartition = new ConcurrentHashMap<>();

        @Override
        public void handle(ConsumerRecord<String, byte[]> record) {
            byPartition
                    .computeIfAbsent(record.partition(), partition -> new ConcurrentLinkedQueue<>())
                    .add(TestLog.number(record.value()));
        }

        List<Integer> of(int partition) {
            return List.copyOf(byPartition.getOrDefault(partition, new ConcurrentLinkedQueue<>()));
        }

        Set<Integer> partitions() {
            return Set.copyOf(byPartition.keySet());
        }

        int all() {
            return byPartition.values().stream().mapToInt(Queue::size).sum();
        }

        void await(int count) {
            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> all() == count);
        }
    }
}
