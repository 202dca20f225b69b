package io.teleloop.datasets.ingest;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Records of episodes onto the log, in their order. The producer's buffer bounds what is under way.
public final class KafkaRecords implements RecordSink, AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();

    public KafkaRecords(KafkaConfig config) {
        producer = KafkaClients.sequenceProducer(config);
    }

    /// @throws IOException when this record, or one before it, did not come to the log: none may follow it
    @Override
    public void accept(EpisodeRecord record) throws IOException {
        requireHealthy();
        try {
            // What became of it is told to the callback.
            Future<RecordMetadata> _ = producer.send(
                    new ProducerRecord<>(Topics.SAMPLES.topic(), record.getEpisodeId(), record.toByteArray()),
                    (written, failure) -> {
                        if (failure != null) {
                            problem.compareAndSet(null, failure);
                        }
                    });
        } catch (KafkaException e) {
            throw failed(e);
        }
        requireHealthy();
    }

    /// Returns when all records are on all replicas.
    ///
    /// @throws IOException when one is not: import the data set again, what is there already is not doubled
    public void flush() throws IOException {
        producer.flush();
        requireHealthy();
    }

    private void requireHealthy() throws IOException {
        Exception found = problem.get();
        if (found != null) {
            throw failed(found);
        }
    }

    private static IOException failed(Exception cause) {
        return new IOException(
                "Kafka does not take the records: " + cause.getMessage() + "; import the data set again when it does",
                cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
