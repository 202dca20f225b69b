package io.teleloop.recorder.intake;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Topics;
import io.teleloop.recorder.RecorderMetrics;
import io.teleloop.recorder.recording.EpisodeEnding;
import io.teleloop.recorder.recording.EpisodeEnding.Kept;
import io.teleloop.recorder.spool.SpoolFolder;
import io.teleloop.recorder.store.Sealer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Polls `teleloop.samples` on one thread, which owns all open episodes. It never waits for the store: ended episodes
/// go to the [Sealer] and come back when they are done, and only then are their offsets committed. When too much
/// waits, the partitions are paused while polling goes on, so the group keeps this member.
public final class SampleLog {
    private static final Logger LOG = LoggerFactory.getLogger(SampleLog.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    private static final Duration RETRY_DEFERRED_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
    /// Episodes that may wait for the store before reading pauses.
    private static final int MOST_WAITING = 32;

    private final Consumer<String, byte[]> consumer;
    private final SpoolFolder spool;
    private final long spoolLimit;
    private final Room room;
    private final Sealer sealer;
    private final AbandonedEpisodes abandoned;
    private final RecorderMetrics metrics;
    private final Map<TopicPartition, PartitionIntake> partitions = new HashMap<>();
    private final Map<EpisodeId, PartitionIntake> waiting = new HashMap<>();

    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile boolean spoolStuck;
    private volatile long lag;
    private volatile long turnedAt = System.nanoTime();
    private long committedAt = System.nanoTime();
    private long rewoundAt = System.nanoTime();
    private boolean somethingFinished;

    public SampleLog(
            Consumer<String, byte[]> consumer,
            SpoolFolder spool,
            IntakeLimits limits,
            Sealer sealer,
            AbandonedEpisodes abandoned,
            RecorderMetrics metrics) {
        this.consumer = consumer;
        this.spool = spool;
        this.spoolLimit = limits.spoolBytes();
        this.room = new Room(limits.openEpisodes());
        this.sealer = sealer;
        this.abandoned = abandoned;
        this.metrics = metrics;
    }

    /// Reads until [#stop]; closes the consumer at the end.
    ///
    /// @throws KafkaException when the log refuses this reader for good
    public void run() {
        try (consumer) {
            consumer.subscribe(Set.of(Topics.SAMPLES.topic()), new Ownership());
            while (!stopping) {
                turn();
            }
            commitNow(partitions.keySet());
        } catch (WakeupException e) {
            commitNow(partitions.keySet());
        } catch (KafkaException e) {
            // A rebalance that the stop cut off says so too.
            if (!stopping) {
                throw e;
            }
        } finally {
            partitions.values().forEach(PartitionIntake::close);
            partitions.clear();
        }
    }

    /// Makes [#run] return soon. May be called from any thread.
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /// Whether the polling thread turns.
    public boolean turns() {
        return System.nanoTime() - turnedAt < LONGEST_TURN.toNanos();
    }

    /// What keeps records from being taken, or empty.
    public String trouble() {
        if (!joined) {
            return "Kafka to let this recorder into its group";
        }
        return spoolStuck ? "room: one episode is larger than 'spool.max.bytes'; raise it" : "";
    }

    /// Episodes that are being written.
    public int openEpisodes() {
        return room.taken();
    }

    /// Records that wait to be read, as far as is known.
    public long lag() {
        return lag;
    }

    private void turn() {
        turnedAt = System.nanoTime();
        ConsumerRecords<String, byte[]> records = poll();
        lag = partitions.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
        for (TopicPartition partition : records.partitions()) {
            PartitionIntake intake = partitions.get(partition);
            if (intake == null) {
                throw new IllegalStateException("records of " + partition + ", which is not owned");
            }
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                intake.take(record).ifPresent(ending -> send(ending, intake));
            }
        }
        takeBackDone();
        makeRoomOnDisk();
        readAgainWhatWasPutOff();
        pauseOrResume();
        askToCloseSilentEpisodes();
        commitSometimes();
    }

    private ConsumerRecords<String, byte[]> poll() {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            joined = consumer.groupMetadata().generationId() >= 0;
            return records;
        } catch (RetriableException e) {
            LOG.warn("Kafka does not answer problem={}", e.getMessage());
            return ConsumerRecords.empty();
        }
    }

    private void send(EpisodeEnding ending, PartitionIntake intake) {
        waiting.put(ending.id(), intake);
        sealer.submit(ending);
    }

    private void takeBackDone() {
        for (EpisodeEnding ending = sealer.pollDone(); ending != null; ending = sealer.pollDone()) {
            if (ending instanceof Kept kept) {
                delete(kept);
            }
            // The partition may have moved to another recorder meanwhile; then this intake counts no more.
            PartitionIntake intake = waiting.remove(ending.id());
            if (intake != null) {
                intake.finished(ending.id());
                somethingFinished = true;
            }
        }
    }

    private static void delete(Kept kept) {
        try {
            kept.file().delete();
        } catch (IOException e) {
            LOG.warn("Spool file cannot be deleted episode={}", kept.id(), e);
        }
    }

    /// Uploads free the disk by themselves; without any, the youngest episode gives way, never the last one.
    private void makeRoomOnDisk() {
        boolean full = spool.bytes() > spoolLimit && waiting.isEmpty();
        spoolStuck = full && room.taken() == 1;
        if (full && room.taken() > 1) {
            partitions.values().stream()
                    .filter(intake -> intake.youngest().isPresent())
                    .max(Comparator.comparing(intake -> intake.youngest().orElseThrow()))
                    .ifPresent(PartitionIntake::putOffYoungest);
        }
    }

    private void readAgainWhatWasPutOff() {
        boolean mayHelp = somethingFinished || System.nanoTime() - rewoundAt > RETRY_DEFERRED_AFTER.toNanos();
        if (!mayHelp || room.isFull() || spool.bytes() > spoolLimit / 2) {
            return;
        }
        partitions.forEach((partition, intake) -> {
            if (intake.hasDeferred()) {
                consumer.seek(partition, intake.rewind());
                rewoundAt = System.nanoTime();
            }
        });
        somethingFinished = false;
    }

    private void pauseOrResume() {
        if (waiting.size() >= MOST_WAITING || spool.bytes() > spoolLimit) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    /// Only at the end of the log: before it, the missing record may be on its way.
    private void askToCloseSilentEpisodes() {
        partitions.forEach((partition, intake) -> {
            if (consumer.currentLag(partition).orElse(Long.MAX_VALUE) == 0) {
                intake.openEpisodes().forEach(episode -> abandoned.closeIfSilent(episode, partition));
            }
        });
    }

    private void commitSometimes() {
        if (System.nanoTime() - committedAt < COMMIT_EVERY.toNanos()) {
            return;
        }
        committedAt = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> commits = commits(partitions.keySet());
        if (!commits.isEmpty()) {
            consumer.commitAsync(commits, (tried, problem) -> {
                if (problem == null) {
                    noteCommitted(tried);
                } else {
                    LOG.warn("Offsets are not committed yet problem={}", problem.getMessage());
                }
            });
        }
    }

    /// A commit that fails only means that more is read again.
    private void commitNow(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> commits = commits(of);
        if (commits.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(commits, COMMIT_EVERY.multipliedBy(10));
            noteCommitted(commits);
        } catch (KafkaException e) {
            LOG.warn("Offsets are not committed, records will be read again problem={}", e.getMessage());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> commits(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (TopicPartition partition : of) {
            Optional.ofNullable(partitions.get(partition))
                    .flatMap(PartitionIntake::commit)
                    .ifPresent(commit -> commits.put(partition, commit));
        }
        return commits;
    }

    private void noteCommitted(Map<TopicPartition, OffsetAndMetadata> commits) {
        commits.forEach((partition, commit) -> {
            PartitionIntake intake = partitions.get(partition);
            if (intake != null) {
                intake.committed(commit);
            }
        });
    }

    /// Partitions come and go with the members of the group.
    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(assigned);
            for (TopicPartition partition : assigned) {
                OffsetAndMetadata commit = committed.get(partition);
                partitions.put(partition, new PartitionIntake(commit, spool, room, metrics));
                if (commit != null) {
                    // The note belongs to this very offset.
                    consumer.seek(partition, commit);
                }
            }
            LOG.info("Partitions assigned partitions={}", assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            commitNow(revoked);
            letGo(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            letGo(lost);
        }

        private Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> of) {
            while (true) {
                try {
                    return consumer.committed(Set.copyOf(of));
                } catch (TimeoutException e) {
                    if (stopping) {
                        throw e;
                    }
                    turnedAt = System.nanoTime();
                    LOG.warn("Committed offsets cannot be read yet problem={}", e.getMessage());
                }
            }
        }

        private void letGo(Collection<TopicPartition> partitionsGone) {
            for (TopicPartition partition : partitionsGone) {
                PartitionIntake intake = partitions.remove(partition);
                if (intake != null) {
                    intake.close();
                    waiting.values().removeIf(owner -> owner.equals(intake));
                }
            }
            LOG.info("Partitions let go partitions={}", List.copyOf(partitionsGone));
        }
    }
}
