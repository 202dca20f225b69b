package io.teleloop.trainer.learn;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Step;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.checkpoint.Checkpoint;
import io.teleloop.trainer.checkpoint.IngestionOrder;
import io.teleloop.trainer.log.Demonstration;
import io.teleloop.trainer.log.DemonstrationReader;
import io.teleloop.trainer.log.OrderedLog;
import io.teleloop.trainer.store.SupersededException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings steps and demonstrations from log and store to the learning: new ones in the order of time, and after a
/// restart those from before in the order that the checkpoint recorded.
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final List<String> TOPICS = List.of(Topics.STEPS.topic(), Topics.EPISODES.topic());
    private static final TopicPartition EPISODES = new TopicPartition(Topics.EPISODES.topic(), 0);

    private final OrderedLog log;
    private final DemonstrationReader demonstrations;
    private final Patience patience;
    private final TrainerMetrics metrics;

    Intake(OrderedLog log, DemonstrationReader demonstrations, Patience patience, TrainerMetrics metrics) {
        this.log = log;
        this.demonstrations = demonstrations;
        this.patience = patience;
        this.metrics = metrics;
    }

    /// Goes to the oldest record.
    void begin() {
        log.begin(TOPICS, Map.of());
    }

    /// Gives a learning again what a checkpoint's learner had taken, and goes to the first record after that.
    ///
    /// @param progress called now and then on the way
    void takeAgain(Checkpoint checkpoint, Learning learning, Runnable progress)
            throws InterruptedException, SupersededException {
        Map<TopicPartition, Long> from = new HashMap<>();
        for (IngestionOrder.Entry entry : checkpoint.order()) {
            if (entry instanceof IngestionOrder.Run run) {
                from.putIfAbsent(steps(run.partition()), run.first());
            }
        }
        checkpoint.header().stepOffsets().forEach((partition, offset) -> from.putIfAbsent(steps(partition), offset));
        from.put(EPISODES, checkpoint.header().episodeOffset());
        log.begin(TOPICS, from);
        for (IngestionOrder.Entry entry : checkpoint.order()) {
            progress.run();
            switch (entry) {
                case IngestionOrder.Run run -> takeAgain(run, learning);
                case IngestionOrder.Demonstration demonstration ->
                    read(demonstration.episode())
                            .ifPresentOrElse(
                                    learning::take,
                                    () -> LOG.error(
                                            "Demonstration exists no more, learning goes on without it episode={}",
                                            demonstration.episode()));
            }
        }
        checkpoint.header().stepOffsets().forEach((partition, offset) -> from.put(steps(partition), offset));
        log.begin(TOPICS, from);
    }

    /// Gives the next record to a learning.
    ///
    /// @param wait how long to wait for one
    /// @return false when none came
    boolean takeNext(Learning learning, Duration wait) throws InterruptedException, SupersededException {
        Optional<ConsumerRecord<String, byte[]>> next = log.next(wait);
        if (next.isEmpty()) {
            return false;
        }
        ConsumerRecord<String, byte[]> record = next.get();
        if (record.topic().equals(EPISODES.topic())) {
            Optional<EpisodeId> sealed = sealedInSuccess(record);
            if (sealed.isPresent()) {
                read(sealed.get()).ifPresent(learning::take);
            }
        } else {
            take(record, learning);
            metrics.stepTaken(record.timestamp());
        }
        return true;
    }

    /// By partition of the steps topic, the offset of the next record.
    Map<Integer, Long> stepOffsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        log.offsets().forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.STEPS.topic())) {
                offsets.put(partition.partition(), offset);
            }
        });
        return offsets;
    }

    /// The offset of the next record of the episodes topic.
    long episodeOffset() {
        return log.offsets().getOrDefault(EPISODES, 0L);
    }

    /// Steps that wait to be read. Asks the broker what is new.
    long lag() {
        log.refresh();
        return log.lag(Topics.STEPS.topic());
    }

    private void takeAgain(IngestionOrder.Run run, Learning learning) {
        TopicPartition partition = steps(run.partition());
        for (Optional<ConsumerRecord<String, byte[]>> record = log.next(partition, run.end());
                record.isPresent();
                record = log.next(partition, run.end())) {
            take(record.get(), learning);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, Learning learning) {
        try {
            learning.take(Step.parseFrom(bytes(record)), record.partition(), record.offset());
        } catch (InvalidProtocolBufferException e) {
            undecodable(record, e);
        }
    }

    private Optional<EpisodeId> sealedInSuccess(ConsumerRecord<String, byte[]> record) {
        try {
            EpisodeEvent event = EpisodeEvent.parseFrom(bytes(record));
            return event.hasSealed() && event.getSealed().getOutcome() == Outcome.SUCCESS
                    ? Optional.of(new EpisodeId(event.getEpisodeId()))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            undecodable(record, e);
            return Optional.empty();
        }
    }

    private Optional<Demonstration> read(EpisodeId episode) throws InterruptedException, SupersededException {
        return patience.untilDone("reading of episode " + episode, () -> demonstrations.read(episode));
    }

    private void undecodable(ConsumerRecord<String, byte[]> record, Exception problem) {
        metrics.undecodable();
        LOG.error(
                "Record cannot be decoded and is left out topic={} partition={} offset={} problem={}",
                record.topic(),
                record.partition(),
                record.offset(),
                problem.getMessage());
    }

    private static TopicPartition steps(int partition) {
        return new TopicPartition(Topics.STEPS.topic(), partition);
    }

    /// A record without a value reads as an empty message.
    private static byte[] bytes(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }
}
