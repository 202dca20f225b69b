package io.teleloop.augmenter.work;

import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Brings generated episodes to the log, from where the recorder seals them like any other. Writing one again does no
/// harm: its records are the same, and readers drop what they have seen.
public final class EpisodeWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;

    public EpisodeWriter(KafkaConfig config) {
        producer = KafkaClients.sequenceProducer(config);
    }

    /// Returns when the log has all records.
    ///
    /// @throws IOException when it may have only some; write the whole episode again
    public void write(GeneratedEpisode episode) throws IOException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (EpisodeRecord record : episode.records()) {
                Future<RecordMetadata> each = producer.send(new ProducerRecord<>(
                        Topics.SAMPLES.topic(), episode.id().value(), record.toByteArray()));
                if (each.isDone()) {
                    // Nothing may follow a record that was refused at once: the episode would have a hole.
                    each.get();
                }
                sent.add(each);
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("generated episode " + episode.id() + " is not in the log yet: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
