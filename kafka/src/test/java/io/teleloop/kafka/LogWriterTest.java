package io.teleloop.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
    @Test
    void aWrittenRecordShouldBeReadAndOneWithoutATopicRefused(@TempDir Path folder) throws Exception {
        try (TestLog log = TestLog.start(folder);
                LogWriter writer = new LogWriter(KafkaClients.producer(log.config("")));
                KafkaConsumer<String, byte[]> reader = KafkaClients.reader(log.config(""), Map.of())) {
            log.create("written", 1);

            writer.write("written", "key", TestLog.bytes(7));

            TopicPartition partition = new TopicPartition("written", 0);
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            ConsumerRecords<String, byte[]> records = ConsumerRecords.empty();
            while (records.isEmpty()) {
                records = reader.poll(Duration.ofMillis(100));
            }
            assertThat(records).extracting(ConsumerRecord::key).containsExactly("key");
            assertThatThrownBy(() -> writer.write("written", "key", new byte[9 << 20]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("record key is not in written");
        }
    }
}
