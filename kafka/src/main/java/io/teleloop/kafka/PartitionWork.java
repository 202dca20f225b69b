package io.teleloop.kafka;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handling of one partition's records for as long as this member owns the partition: on a thread of its own, one
/// record after the other, each until it is done.
final class PartitionWork {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long NOTHING = -1;

    private final RecordHandler handler;
    private final Semaphore turns;
    private final Counter failures;
    private final Runnable onBatchDone;
    private @Nullable PartitionWork predecessor;
    private final Thread thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    /// One batch, and the empty one that says that there will be no more.
    private final BlockingQueue<List<ConsumerRecord<String, byte[]>>> batches = new ArrayBlockingQueue<>(2);

    private volatile long handledTo = NOTHING;
    private volatile String trouble = "";
    private volatile @Nullable Throwable failure;

    /// @param turns shared by all partitions: how many records may be handled at a time
    /// @param onBatchDone called, on the work's own thread, when none of the records taken waits any more
    /// @param predecessor of an earlier ownership of the same partition, whose last record may still be handled
    PartitionWork(
            TopicPartition partition,
            RecordHandler handler,
            Semaphore turns,
            Counter failures,
            Runnable onBatchDone,
            @Nullable PartitionWork predecessor) {
        this.handler = handler;
        this.turns = turns;
        this.failures = failures;
        this.onBatchDone = onBatchDone;
        this.predecessor = predecessor;
        this.thread = Thread.ofPlatform().name("work-" + partition).start(this::run);
    }

    /// Takes the next records. Only when none is waiting.
    void take(List<ConsumerRecord<String, byte[]>> batch) {
        waiting.set(batch.size());
        // There is no room only after the work was asked to end: then none of it is handled.
        boolean _ = batches.offer(batch);
    }

    /// Records that were taken and are not handled yet.
    int waiting() {
        return waiting.get();
    }

    /// The offset behind the last record that was handled, negative for none.
    long handledTo() {
        return handledTo;
    }

    /// What holds up the partition, or empty.
    String trouble() {
        return trouble;
    }

    /// Why the thread died, null while it lives.
    @Nullable
    Throwable failure() {
        return failure;
    }

    /// No record is begun after this.
    void askToEnd() {
        ended.countDown();
        boolean _ = batches.offer(List.of());
    }

    /// Waits for the record in hand.
    ///
    /// @return whether it, and what came before this work, is done
    boolean endsWithin(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    void interrupt() {
        thread.interrupt();
    }

    private void run() {
        try {
            PartitionWork before = predecessor;
            if (before != null) {
                before.thread.join();
                predecessor = null;
            }
            while (!isEnded()) {
                for (ConsumerRecord<String, byte[]> record : batches.take()) {
                    if (!untilHandled(record)) {
                        return;
                    }
                    if (waiting.decrementAndGet() == 0) {
                        onBatchDone.run();
                    }
                }
            }
        } catch (InterruptedException e) {
            if (isEnded()) {
                LOG.info("Handling was interrupted, its record is read again thread={}", thread.getName());
            } else {
                failure = e;
            }
        } catch (Throwable e) {
            // Otherwise nothing of this partition would be handled any more, silently: the loop looks here.
            failure = e;
        }
    }

    /// An unexpected failure is tried again too: the record must not be lost by it.
    ///
    /// @return false when the work ended before
    private boolean untilHandled(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!isEnded()) {
            try {
                inTurn(record);
                handledTo = record.offset() + 1;
                trouble = "";
                return true;
            } catch (IOException e) {
                LOG.warn("Record is handled again record={} problem={}", name(record), e.getMessage());
                trouble = "handling of " + name(record) + ": " + e.getMessage();
            } catch (RuntimeException e) {
                LOG.error("Record is handled again after an unexpected failure record={}", name(record), e);
                trouble = "handling of " + name(record) + ": " + e;
            }
            failures.increment();
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
        return false;
    }

    private void inTurn(ConsumerRecord<String, byte[]> record) throws IOException, InterruptedException {
        turns.acquire();
        try {
            handler.handle(record);
        } finally {
            turns.release();
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    private static String name(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
