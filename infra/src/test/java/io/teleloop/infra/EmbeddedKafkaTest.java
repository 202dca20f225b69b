package io.teleloop.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @Test
    void acknowledgedRecordsShouldSurviveARestartOnTheSameFolder(@TempDir Path dir) throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            port = kafka.port();
            TopicSetup.createMissing(kafka.bootstrapServers());
            produce(kafka, "first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, port)) {
            TopicSetup.createMissing(kafka.bootstrapServers());
            produce(kafka, "second");

            assertThat(kafka.port()).isEqualTo(port);
            assertThat(consume(kafka, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void everyTopicOfTheContractShouldHaveItsPartitions(@TempDir Path dir) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSetup.createMissing(kafka.bootstrapServers());

            Map<String, Integer> partitions = new HashMap<>();
            admin.describeTopics(Topics.all().stream().map(Topics::topic).toList())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));

            assertThat(partitions)
                    .isEqualTo(Topics.all().stream().collect(Collectors.toMap(Topics::topic, Topics::partitions)));
        }
    }

    @Test
    void takenPortShouldBeNamed(@TempDir Path dir) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(dir, other.getLocalPort()))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " for Kafka is in use");
        }
    }

    private static void produce(EmbeddedKafka kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.AUDIT.topic(), "robot", value))
                    .get();
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, int atLeast) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.AUDIT.topic(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < atLeast && System.nanoTime() < deadline) {
                StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                        .forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
