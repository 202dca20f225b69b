package io.teleloop.storecheck;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// All that lies in a stack's log and store at the moment of asking. It is read into memory: for tests.
public final class StackView implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final int NOT_FOUND = 404;

    private final String bootstrapServers;
    private final String bucket;
    private final MinioClient store;

    public StackView(String bootstrapServers, URI s3, String accessKey, String secretKey, String bucket) {
        this.bootstrapServers = bootstrapServers;
        this.bucket = bucket;
        store = MinioClient.builder()
                .endpoint(s3.toString())
                .credentials(accessKey, secretKey)
                .region(REGION)
                .build();
    }

    /// What was recorded of each episode, repeats included.
    public Map<EpisodeId, List<EpisodeRecord>> records() throws IOException {
        Map<EpisodeId, List<EpisodeRecord>> episodes = new HashMap<>();
        for (ConsumerRecord<String, byte[]> message : read(Topics.SAMPLES)) {
            EpisodeRecord record = EpisodeRecord.parseFrom(message.value());
            episodes.computeIfAbsent(new EpisodeId(record.getEpisodeId()), id -> new ArrayList<>())
                    .add(record);
        }
        return episodes;
    }

    /// The newest event of each key, `EPISODE/EVENT`.
    public Map<String, EpisodeEvent> events() throws IOException {
        Map<String, EpisodeEvent> events = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : read(Topics.EPISODES)) {
            events.put(message.key(), EpisodeEvent.parseFrom(message.value()));
        }
        return events;
    }

    /// Key → bytes of every stored episode, sealed or quarantined.
    public SortedMap<String, byte[]> objects() throws IOException {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        for (String prefix : List.of(ObjectKeys.EPISODES, ObjectKeys.QUARANTINE)) {
            for (String key : keys(prefix)) {
                object(key).ifPresent(bytes -> objects.put(key, bytes));
            }
        }
        return objects;
    }

    public List<String> keys(String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        try {
            for (Result<Item> item : store.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(item.get().objectName());
            }
        } catch (MinioException e) {
            throw new IOException("objects under " + prefix + " cannot be listed: " + e.getMessage(), e);
        }
        return keys;
    }

    public Optional<byte[]> object(String key) throws IOException {
        try (InputStream object = store.getObject(
                GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return Optional.of(object.readAllBytes());
        } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException("object " + key + " cannot be read: " + e.getMessage(), e);
        } catch (MinioException e) {
            throw new IOException("object " + key + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Everything from the beginning of a topic to its end as of now.
    private List<ConsumerRecord<String, byte[]>> read(Topics topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(50)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
