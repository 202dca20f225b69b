package io.teleloop.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupLagTest {
    private static final TopicPartition PARTITION = new TopicPartition("paused", 0);

    @Test
    void whatComesWhileAPartitionIsPausedShouldCount(@TempDir Path folder) throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (TestLog log = TestLog.start(folder);
                Consumer<String, byte[]> consumer =
                        KafkaClients.reader(log.config(""), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2))) {
            log.create(PARTITION.topic(), 1);
            log.send(PARTITION.topic(), 1, 0, 3);
            GroupLag lag = new GroupLag(consumer, Duration.ZERO);
            PartitionWork work = new PartitionWork(
                    PARTITION,
                    record -> mayEnd.await(),
                    new Semaphore(1),
                    new SimpleMeterRegistry().counter("failures"),
                    () -> {},
                    null);
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<ConsumerRecord<String, byte[]>> taken = List.of();
            while (taken.isEmpty()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(1));
                taken = records.records(PARTITION);
            }
            work.take(taken);
            consumer.pause(List.of(PARTITION));

            log.send(PARTITION.topic(), 1, 3, 10);
            lag.update(Map.of(PARTITION, work));

            assertThat(lag.records()).isEqualTo(10);

            work.askToEnd();
            mayEnd.countDown();
            assertThat(work.endsWithin(Duration.ofSeconds(30))).isTrue();
        }
    }
}
