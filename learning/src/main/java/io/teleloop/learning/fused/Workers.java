package io.teleloop.learning.fused;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few threads that share out the tasks of one job at a time. Jobs are short (some hundred microseconds), so a worker
/// that waits spins for a moment before it sleeps.
final class Workers implements AutoCloseable {
    private static final int SPINS = 2000;

    /// What is done for each task.
    interface Task {
        /// @param thread 0 to threads - 1, of which no two run at once
        void run(int thread, int task);
    }

    private static final class Job {
        private final int tasks;
        private final Task task;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        Job(int tasks, Task task) {
            this.tasks = tasks;
            this.task = task;
        }

        /// Works until every task is taken.
        void work(int thread) {
            for (int next = taken.getAndIncrement(); next < tasks; next = taken.getAndIncrement()) {
                task.run(thread, next);
                done.incrementAndGet();
            }
        }
    }

    private final int count;
    private final Thread[] threads;
    private volatile @Nullable Job job;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /// @param count of threads, that of the caller included
    Workers(int count) {
        this.count = count;
        threads = new Thread[count - 1];
        for (int i = 0; i < threads.length; i++) {
            int number = i + 1;
            threads[i] = Thread.ofPlatform().daemon().name("learner-" + number).start(() -> serve(number));
        }
    }

    int count() {
        return count;
    }

    /// Runs tasks 0 to `tasks` - 1, each once, and returns when all are done. Rising numbers are taken first.
    void run(int tasks, Task task) {
        if (count == 1 || tasks == 1) {
            for (int next = 0; next < tasks; next++) {
                task.run(0, next);
            }
            return;
        }
        Job shared = new Job(tasks, task);
        job = shared;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        shared.work(0);
        awaitEnd(shared);
    }

    /// Yields when it takes long: a worker may be waiting for this very processor.
    @SuppressWarnings("ThreadPriorityCheck")
    private void awaitEnd(Job shared) {
        for (int spins = 0; shared.done.get() < shared.tasks; spins++) {
            if (failure != null) {
                throw new IllegalStateException("a worker of the learner failed", failure);
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void serve(int number) {
        Job last = null;
        int spins = 0;
        while (!closed) {
            Job next = job;
            if (next == last || next == null) {
                if (spins++ < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
                continue;
            }
            try {
                next.work(number);
            } catch (Throwable e) {
                failure = e;
                return;
            }
            last = next;
            spins = 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
