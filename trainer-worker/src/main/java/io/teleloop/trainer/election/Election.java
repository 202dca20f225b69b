package io.teleloop.trainer.election;

import io.teleloop.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses one active worker for each policy id: the workers of an id are a consumer group on a topic of one partition,
/// and whoever is given the partition leads. Its records are never read.
///
/// Kafka notices a dead leader by its missing heartbeats, so for some seconds two workers can believe to lead. That is
/// harmless, because what only the leader writes is put create-only.
public final class Election {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final TopicPartition SEAT = new TopicPartition(Topics.POLICIES.topic(), 0);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Consumer<String, byte[]> consumer;
    private final Candidate candidate;
    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile long turnedAt = System.nanoTime();

    /// A worker that may be chosen. Called on the thread that runs the election.
    public interface Candidate {
        /// It leads from now on. Returns at once.
        void lead();

        /// It leads no more. May be called when it does not lead.
        ///
        /// @param inTime false when the group gave it up: another worker may lead already
        void stepDown(boolean inTime);
    }

    /// @param consumer of the policy id's group, without automatic commits
    public Election(Consumer<String, byte[]> consumer, Candidate candidate) {
        this.consumer = consumer;
        this.candidate = candidate;
    }

    /// Takes part until [#stop]; closes the consumer at the end, so that another worker is chosen at once.
    ///
    /// @throws KafkaException when Kafka refuses this worker for good
    public void run() {
        try (consumer) {
            takePart();
        }
    }

    private void takePart() {
        try {
            consumer.subscribe(Set.of(SEAT.topic()), new Seat());
            while (!stopping) {
                turnedAt = System.nanoTime();
                poll();
            }
        } catch (WakeupException e) {
            LOG.debug("The election is stopped");
        } catch (KafkaException e) {
            // A rebalance that the stop cut off says so too.
            if (!stopping) {
                candidate.stepDown(false);
                throw e;
            }
        }
        candidate.stepDown(true);
    }

    /// Makes [#run] return soon. May be called from any thread.
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /// Whether the election's thread turns.
    public boolean turns() {
        return System.nanoTime() - turnedAt < LONGEST_TURN.toNanos();
    }

    /// Whether this worker is a member of the group, as leader or as the next one.
    public boolean joined() {
        return joined;
    }

    private void poll() {
        try {
            consumer.poll(POLL);
            joined = consumer.groupMetadata().generationId() >= 0;
        } catch (RetriableException e) {
            LOG.warn("Kafka does not answer problem={}", e.getMessage());
        }
    }

    private final class Seat implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            consumer.pause(assigned);
            if (assigned.contains(SEAT)) {
                LOG.info("This worker leads group={}", consumer.groupMetadata().groupId());
                candidate.lead();
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            stepDown(revoked, true);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            stepDown(lost, false);
        }

        private void stepDown(Collection<TopicPartition> gone, boolean inTime) {
            if (gone.contains(SEAT)) {
                LOG.info(
                        "This worker leads no more group={} in_time={}",
                        consumer.groupMetadata().groupId(),
                        inTime);
                candidate.stepDown(inTime);
            }
        }
    }
}
