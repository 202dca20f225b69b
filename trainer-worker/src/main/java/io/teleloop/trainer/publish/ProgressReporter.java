package io.teleloop.trainer.publish;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.TrainingProgress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once a second how the learner is doing, on a thread of its own. While the log is away, only the newest word
/// waits.
public final class ProgressReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    public static final Duration EVERY = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final AtomicReference<@Nullable TrainingProgress> latest = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").factory());

    public ProgressReporter(Producer<String, byte[]> producer) {
        this.producer = producer;
        // It ends with its thread.
        Future<?> _ =
                thread.scheduleWithFixedDelay(this::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Takes the newest word; one that was not sent yet is replaced.
    public void report(TrainingProgress progress) {
        latest.set(progress);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void tell() {
        TrainingProgress progress = latest.getAndSet(null);
        if (progress == null) {
            return;
        }
        try {
            Future<?> _ = producer.send(
                    new ProducerRecord<>(Topics.TRAINING.topic(), progress.getPolicyId(), progress.toByteArray()));
        } catch (KafkaException e) {
            LOG.warn("Progress cannot be told problem={}", e.getMessage());
        }
    }
}
