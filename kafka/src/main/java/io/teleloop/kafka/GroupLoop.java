package io.teleloop.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.contract.MetricNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member of a consumer group that gives each record to a handler: in each partition one after the other, and none
/// before the one ahead of it is done. An offset is committed when its record was handled, so every record is handled
/// at least once, whoever dies when.
///
/// One thread polls and never waits for a handler: a partition whose records are being handled is paused meanwhile, so
/// the group keeps this member for as long as a handler takes.
public final class GroupLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
    private static final String GROUP = "group";
    private static final Duration POLL = Duration.ofMillis(100);
    /// A partition is resumed after a poll: while one is handled, polls are short.
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    /// What a record in hand is given to become done when its partition goes or the service stops.
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Consumer<String, byte[]> consumer;
    private final Set<String> topics;
    private final RecordHandler handler;
    private final Semaphore turns;
    private final Counter failures;
    private final java.util.function.Consumer<Exception> onFailure;
    private final String group;
    private final OffsetCommits commits;
    private final Thread thread;

    private final Map<TopicPartition, PartitionWork> owned = new ConcurrentHashMap<>();
    private final Map<TopicPartition, PartitionWork> former = new HashMap<>();

    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile boolean failed;
    private volatile long lag;
    private volatile long turnedAt = System.nanoTime();

    private GroupLoop(
            Consumer<String, byte[]> consumer,
            Set<String> topics,
            RecordHandler handler,
            int atATime,
            MeterRegistry metrics,
            java.util.function.Consumer<Exception> onFailure) {
        this.consumer = consumer;
        this.topics = Set.copyOf(topics);
        this.handler = handler;
        this.turns = new Semaphore(atATime, true);
        this.onFailure = onFailure;
        this.group = consumer.groupMetadata().groupId();
        this.failures = metrics.counter(MetricNames.GROUP_FAILURES, GROUP, group);
        Gauge.builder(MetricNames.GROUP_LAG, this, GroupLoop::lag)
                .tag(GROUP, group)
                .strongReference(true)
                .register(metrics);
        this.commits = new OffsetCommits(consumer);
        this.thread = Thread.ofPlatform().name("group-" + group).start(this::run);
    }

    /// Begins to read at once.
    ///
    /// @param consumer a member of the group, see [KafkaClients#member]; closed at the end
    /// @param atATime how many records, of different partitions, may be handled at the same time
    /// @param onFailure told, on the loop's own thread, why the member cannot go on
    public static GroupLoop start(
            Consumer<String, byte[]> consumer,
            Set<String> topics,
            RecordHandler handler,
            int atATime,
            MeterRegistry metrics,
            java.util.function.Consumer<Exception> onFailure) {
        return new GroupLoop(consumer, topics, handler, atATime, metrics, onFailure);
    }

    /// Whether the polling thread turns.
    public boolean turns() {
        return !failed && System.nanoTime() - turnedAt < LONGEST_TURN.toNanos();
    }

    /// What keeps records from being handled, or empty.
    public String trouble() {
        if (!joined) {
            return "Kafka to let this member into group " + group;
        }
        return owned.values().stream()
                .map(PartitionWork::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// Records that wait to be handled, as far as is known.
    public long lag() {
        return lag;
    }

    /// Takes no more records, lets those in hand become done for some seconds, commits and leaves.
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        consumer.wakeup();
        thread.join();
    }

    private void run() {
        try (consumer) {
            takePart();
        } catch (RuntimeException e) {
            failed = true;
            LOG.error("Member cannot go on; it reads on from its last commit after a restart group={}", group, e);
            onFailure.accept(e);
        }
    }

    private void takePart() {
        try {
            consumer.subscribe(topics, new Ownership());
            while (!stopping) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.debug("Member stops group={}", group);
        } catch (KafkaException e) {
            // A rebalance that the stop cut off says so too.
            if (!stopping) {
                throw e;
            }
        } finally {
            letGoInTime(Set.copyOf(owned.keySet()));
        }
    }

    private void turn() {
        turnedAt = System.nanoTime();
        ConsumerRecords<String, byte[]> records = poll();
        for (TopicPartition partition : records.partitions()) {
            PartitionWork work = owned.get(partition);
            if (work == null) {
                throw new IllegalStateException("records of " + partition + ", which is not owned");
            }
            work.take(records.records(partition));
        }
        pauseThoseAtWork();
        commits.sometimes(owned);
        lag = owned.entrySet().stream()
                .mapToLong(entry -> consumer.currentLag(entry.getKey()).orElse(0)
                        + entry.getValue().waiting())
                .sum();
    }

    private ConsumerRecords<String, byte[]> poll() {
        boolean busy = owned.values().stream().anyMatch(work -> work.waiting() > 0);
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(busy ? BUSY_POLL : POLL);
            joined = consumer.groupMetadata().generationId() >= 0;
            return records;
        } catch (RetriableException e) {
            LOG.warn("Kafka does not answer group={} problem={}", group, e.getMessage());
            return ConsumerRecords.empty();
        }
    }

    private void pauseThoseAtWork() {
        owned.forEach((partition, work) -> {
            Throwable failure = work.failure();
            if (failure != null) {
                throw new IllegalStateException("the handling of " + partition + " broke off", failure);
            }
            if (work.waiting() > 0) {
                consumer.pause(Set.of(partition));
            } else {
                consumer.resume(Set.of(partition));
            }
        });
    }

    private void letGoInTime(Collection<TopicPartition> gone) {
        Map<TopicPartition, PartitionWork> ending = new HashMap<>(owned);
        ending.keySet().retainAll(gone);
        ending.values().forEach(PartitionWork::askToEnd);
        long end = System.nanoTime() + END_PATIENCE.toNanos();
        try {
            for (PartitionWork work : ending.values()) {
                work.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            ending.values().forEach(PartitionWork::interrupt);
            Thread.currentThread().interrupt();
        }
        commits.now(ending);
        forget(gone);
    }

    private void forget(Collection<TopicPartition> gone) {
        for (TopicPartition partition : gone) {
            PartitionWork work = owned.remove(partition);
            if (work != null) {
                former.put(partition, work);
            }
        }
        commits.forget(gone);
        if (!gone.isEmpty()) {
            LOG.info("Partitions let go group={} partitions={}", group, List.copyOf(gone));
        }
    }

    /// Partitions come and go with the members of the group.
    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            for (TopicPartition partition : assigned) {
                PartitionWork before = former.remove(partition);
                owned.put(partition, new PartitionWork(partition, handler, turns, failures, before));
            }
            if (!assigned.isEmpty()) {
                LOG.info("Partitions assigned group={} partitions={}", group, assigned);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            letGoInTime(revoked);
        }

        /// Another member has them already.
        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            for (TopicPartition partition : lost) {
                PartitionWork work = owned.get(partition);
                if (work != null) {
                    work.askToEnd();
                    work.interrupt();
                }
            }
            forget(lost);
        }
    }
}
