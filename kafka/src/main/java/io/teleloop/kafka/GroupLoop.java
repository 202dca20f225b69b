package io.teleloop.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.contract.MetricNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
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
    /// A partition is resumed between polls: while one is handled, polls are short.
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    /// What a record in hand is given to become done when its partition goes or the service stops.
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAG_EVERY = Duration.ofSeconds(10);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Consumer<String, byte[]> consumer;
    private final Set<String> topics;
    private final RecordHandler handler;
    private final Semaphore turns;
    private final Counter failures;
    private final java.util.function.Consumer<Exception> onFailure;
    private final String group;
    private final OffsetCommits commits;
    private final GroupLag lag;
    /// A permit says that a partition is done with its records.
    private final Semaphore batchesDone = new Semaphore(0);
    private final Thread thread;

    private final Map<TopicPartition, PartitionWork> owned = new ConcurrentHashMap<>();
    private final Map<TopicPartition, PartitionWork> former = new HashMap<>();

    private volatile boolean stopping;
    private volatile boolean joined;
    private volatile boolean failed;
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
        this.commits = new OffsetCommits(consumer);
        this.lag = new GroupLag(consumer, LAG_EVERY);
        Gauge.builder(MetricNames.GROUP_LAG, lag, GroupLag::records)
                .tag(GROUP, group)
                .strongReference(true)
                .register(metrics);
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
        return lag.records();
    }

    /// Takes no more records, lets those in hand become done for some seconds, commits and leaves.
    @Override
    public void close() throws InterruptedException {
        // No wakeup of the consumer: it could hit the last commit. A poll is short.
        stopping = true;
        owned.values().forEach(PartitionWork::askToEnd);
        thread.join();
    }

    private void run() {
        try (consumer) {
            takePart();
        } catch (RuntimeException | InterruptedException e) {
            failed = true;
            LOG.error("Member cannot go on; it reads on from its last commit after a restart group={}", group, e);
            onFailure.accept(e);
        }
    }

    private void takePart() throws InterruptedException {
        try {
            consumer.subscribe(topics, new Ownership());
            while (!stopping) {
                turn();
            }
        } finally {
            letGoInTime(Set.copyOf(owned.keySet()));
            // What handlers use is closed after this loop.
            stillAtWork(former.values())
                    .forEach(work -> LOG.error("A handler does not end though it was told to group={}", group));
        }
    }

    private void turn() throws InterruptedException {
        turnedAt = System.nanoTime();
        ConsumerRecords<String, byte[]> records = poll(pauseThoseAtWork());
        for (TopicPartition partition : records.partitions()) {
            PartitionWork work = owned.get(partition);
            if (work == null) {
                throw new IllegalStateException("records of " + partition + ", which is not owned");
            }
            work.take(records.records(partition));
        }
        commits.sometimes(owned);
        lag.update(owned);
    }

    /// Pauses the partitions whose records are being handled and resumes the others. While all are being handled, it
    /// waits for the first to be done.
    ///
    /// @return how long to wait for records
    private Duration pauseThoseAtWork() throws InterruptedException {
        boolean all = !owned.isEmpty() && owned.values().stream().allMatch(work -> work.waiting() > 0);
        if (all) {
            boolean _ = batchesDone.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        batchesDone.drainPermits();
        int paused = 0;
        for (Map.Entry<TopicPartition, PartitionWork> each : owned.entrySet()) {
            Throwable failure = each.getValue().failure();
            if (failure != null) {
                throw new IllegalStateException("the handling of " + each.getKey() + " broke off", failure);
            }
            if (each.getValue().waiting() > 0) {
                consumer.pause(Set.of(each.getKey()));
                paused++;
            } else {
                consumer.resume(Set.of(each.getKey()));
            }
        }
        if (paused == 0) {
            return POLL;
        }
        return paused == owned.size() ? Duration.ZERO : BUSY_POLL;
    }

    private ConsumerRecords<String, byte[]> poll(Duration patience) {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(patience);
            joined = consumer.groupMetadata().generationId() >= 0;
            return records;
        } catch (RetriableException e) {
            LOG.warn("Kafka does not answer group={} problem={}", group, e.getMessage());
            return ConsumerRecords.empty();
        }
    }

    private void letGoInTime(Collection<TopicPartition> gone) {
        Map<TopicPartition, PartitionWork> ending = new HashMap<>(owned);
        ending.keySet().retainAll(gone);
        ending.values().forEach(PartitionWork::askToEnd);
        try {
            stillAtWork(ending.values()).forEach(PartitionWork::interrupt);
        } catch (InterruptedException e) {
            ending.values().forEach(PartitionWork::interrupt);
            Thread.currentThread().interrupt();
        }
        commits.now(ending);
        forget(gone);
    }

    /// Waits for works that were asked to end.
    ///
    /// @return those that have not ended in time
    private static List<PartitionWork> stillAtWork(Collection<PartitionWork> works) throws InterruptedException {
        long end = System.nanoTime() + END_PATIENCE.toNanos();
        List<PartitionWork> still = new ArrayList<>();
        for (PartitionWork work : works) {
            if (!work.endsWithin(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                still.add(work);
            }
        }
        return still;
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
                owned.put(
                        partition,
                        new PartitionWork(partition, handler, turns, failures, batchesDone::release, before));
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
