package io.teleloop.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Writes records to the log and waits for each until the log has it.
///
/// Safe for use by several threads at once.
public final class LogWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;

    /// @param producer closed with this
    public LogWriter(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /// Returns when all replicas have the record.
    ///
    /// @throws IOException when it may not be in the log: another try helps, when writing it twice does no harm
    public void write(String topic, String key, byte[] value) throws IOException, InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw failed(topic, key, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(topic, key, e);
        }
    }

    private static IOException failed(String topic, String key, Throwable problem) {
        return new IOException("record " + key + " is not in " + topic + ": " + problem.getMessage(), problem);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
