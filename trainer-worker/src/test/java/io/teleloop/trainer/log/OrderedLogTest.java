package io.teleloop.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.trainer.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderedLogTest {
    /// Recent: the broker deletes what is older than the topic's retention.
    private static final long START_MILLIS = System.currentTimeMillis() - 3_600_000;

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(300);

    private final AtomicLong gone = new AtomicLong();
    private TestStack stack;
    private String steps;
    private String episodes;
    private TopicPartition first;
    private OrderedLog log;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = TestStack.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        steps = name + "-steps";
        episodes = name + "-episodes";
        first = new TopicPartition(steps, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(steps, 5, (short) 1), new NewTopic(episodes, 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        log = new OrderedLog(stack.consumer(Map.of()), () -> false, gone::addAndGet);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void recordsOfAllPartitionsShouldComeInTheOrderOfTime() {
        for (int i = 0; i < 300; i++) {
            send(steps, (i * 7) % 5, 1000 + i, "s" + i);
        }
        send(episodes, 0, 1100, "sealed");
        stack.flush();
        log.begin(List.of(episodes, steps), Map.of());

        List<String> values = take(301);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (i == 100) {
                // Of two records of the same time the topic's name decides.
                expected.add("sealed");
            }
            expected.add("s" + i);
        }
        assertThat(values).isEqualTo(expected);
        assertThat(log.lag(steps)).isZero();
        assertThat(log.next(AT_ONCE)).isEmpty();

        send(steps, 1, 5, "late");
        assertThat(log.next(SOON)).map(OrderedLogTest::text).contains("late");
    }

    @Test
    void aRecordedOrderShouldBeFollowedAndThenTheRestInTheOrderOfTime() {
        for (int i = 0; i < 1200; i++) {
            send(steps, i % 2, 1000 + i, "s" + i);
        }
        stack.flush();
        TopicPartition second = new TopicPartition(steps, 1);
        log.begin(List.of(episodes, steps), Map.of(first, 1L, second, 0L));

        List<String> again = new ArrayList<>();
        takeWhile(second, 600, again);
        takeWhile(first, 2, again);

        assertThat(again).hasSize(601).endsWith("s1199", "s2");
        log.begin(List.of(episodes, steps), Map.of(first, 599L, second, 599L));
        assertThat(take(2)).containsExactly("s1198", "s1199");
        assertThat(log.offsets()).containsEntry(first, 600L).containsEntry(second, 600L);
    }

    @Test
    void recordsThatExistNoMoreShouldBeCountedAndPassedOver() throws Exception {
        for (int i = 0; i < 10; i++) {
            send(steps, 0, 1000 + i, "s" + i);
        }
        stack.flush();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        log.begin(List.of(episodes, steps), Map.of(first, 1L));

        assertThat(log.next(first, 6)).map(OrderedLogTest::text).contains("s4");
        assertThat(gone).hasValue(3);
        assertThat(log.next(first, 6)).map(OrderedLogTest::text).contains("s5");
        assertThat(log.next(first, 6)).isEmpty();
        assertThat(take(1)).containsExactly("s6");
    }

    private void takeWhile(TopicPartition partition, long end, List<String> into) {
        for (Optional<ConsumerRecord<String, byte[]>> record = log.next(partition, end);
                record.isPresent();
                record = log.next(partition, end)) {
            into.add(text(record.get()));
        }
    }

    private List<String> take(int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            log.next(SOON).map(OrderedLogTest::text).ifPresent(values::add);
        }
        return values;
    }

    private void send(String topic, int partition, long millis, String text) {
        stack.send(topic, partition, START_MILLIS + millis, text, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
