package io.teleloop.recorder.intake;

import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes episodes that nobody closed, by a record in the episode's own partition: the order of the log decides between
/// it and a real close that comes late, for every reader alike.
public final class AbandonedEpisodes {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedEpisodes.class);
    private static final String CLOSED_BY = "recorder";
    private static final int VERSION = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Producer<String, byte[]> producer;
    private final Duration after;

    /// @param after silence that counts as the end: longer than any outage after which a gateway may bring the rest
    ///     of an episode from its spool
    public AbandonedEpisodes(Producer<String, byte[]> producer, Duration after) {
        this.producer = producer;
        this.after = after;
    }

    void closeIfSilent(OpenEpisode episode, TopicPartition partition) {
        if (episode.silence().compareTo(after) < 0 || !episode.closeAsked.compareAndSet(false, true)) {
            return;
        }
        EpisodeRecord closed = EpisodeRecord.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(episode.id.value())
                .setClosed(EpisodeClosed.newBuilder()
                        .setTimeNs(episode.lastMillis() * NANOS_PER_MILLI)
                        .setOutcome(Outcome.ABANDONED)
                        .setClosedBy(CLOSED_BY)
                        .setReason("no record came for " + after.toSeconds() + " s"))
                .build();
        LOG.warn("Episode is closed as abandoned episode={} silent_s={}", episode.id, after.toSeconds());
        // The callback tells how it went.
        Future<RecordMetadata> _ = producer.send(
                new ProducerRecord<>(
                        partition.topic(), partition.partition(), episode.id.value(), closed.toByteArray()),
                (metadata, problem) -> {
                    if (problem != null) {
                        LOG.warn("Episode cannot be closed yet episode={}", episode.id, problem);
                        episode.closeAsked.set(false);
                    }
                });
    }
}
