package io.teleloop.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/// Reads and writes Kafka as another service does.
public final class KafkaReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void write(Topics topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic.topic(), key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    /// All records of an episode, when its end is there; repeats are left in.
    public List<EpisodeRecord> episode(String episode) {
        List<EpisodeRecord> found = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            found.clear();
            for (ConsumerRecord<byte[], byte[]> message : all(Topics.SAMPLES)) {
                EpisodeRecord parsed = EpisodeRecord.parseFrom(message.value());
                if (parsed.getEpisodeId().equals(episode)) {
                    found.add(parsed);
                }
            }
            return found.stream().anyMatch(EpisodeRecord::hasClosed);
        });
        return found;
    }

    public List<Step> steps(String episode) throws InvalidProtocolBufferException {
        List<Step> steps = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : all(Topics.STEPS)) {
            Step step = Step.parseFrom(message.value());
            if (step.getEpisodeId().equals(episode)) {
                steps.add(step);
            }
        }
        return steps;
    }

    public List<String> texts(Topics topic) {
        return all(topic).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /// Everything from the beginning of a topic to its end as of now.
    private List<ConsumerRecord<byte[], byte[]>> all(Topics topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
