package io.teleloop.catalogue.projection;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Does many things, a few at a time, and stops at the first failure.
final class Workers implements AutoCloseable {
    private final int atATime;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Workers(int atATime) {
        this.atATime = atATime;
        this.free = new Semaphore(atATime);
    }

    /// Waits for a free worker.
    ///
    /// @throws IOException when something that was submitted before failed
    void submit(Callable<?> work) throws IOException, InterruptedException {
        requireNoFailure();
        free.acquire();
        threads.execute(() -> {
            try {
                work.call();
            } catch (Exception e) {
                failure.compareAndSet(null, e);
            } finally {
                free.release();
            }
        });
    }

    /// Returns when all is done.
    ///
    /// @throws IOException when something that was submitted failed
    @Override
    public void close() throws IOException, InterruptedException {
        free.acquire(atATime);
        threads.close();
        requireNoFailure();
    }

    private void requireNoFailure() throws IOException {
        Exception first = failure.get();
        if (first != null) {
            throw new IOException("a worker failed: " + first.getMessage(), first);
        }
    }
}
