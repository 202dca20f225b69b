package io.teleloop.webrtc;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a peer's code runs, what becomes of its exceptions, and when all of it ends.
final class PeerThread {
    private static final Logger LOG = LoggerFactory.getLogger(PeerThread.class);

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final long peer;
    private final Consumer<String> failed;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param failed told once, on this thread, why the peer cannot go on
    PeerThread(long peer, Consumer<String> failed) {
        this.peer = peer;
        this.failed = failed;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webrtc-peer-" + peer).factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Runs a step on the thread; the peer fails when the step does.
    ///
    /// @return false when the thread has ended
    boolean run(String what, Work step) {
        try {
            thread.execute(guarded(what, step));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /// Runs a step later; null when the thread has ended.
    @Nullable
    ScheduledFuture<?> runAfter(Duration delay, String what, Work step) {
        try {
            return thread.schedule(guarded(what, step), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private Runnable guarded(String what, Work step) {
        return () -> {
            if (ending.get()) {
                return;
            }
            try {
                step.run();
            } catch (Exception | Error e) {
                // webrtc-java reports refused input as java.lang.Error.
                LOG.atWarn()
                        .addKeyValue("peer", peer)
                        .addKeyValue("step", what)
                        .setCause(e)
                        .log("A WebRTC step failed");
                fail("could not " + what + ": " + e.getMessage());
            }
        };
    }

    /// The peer cannot go on; only the first reason counts. Call it on this thread.
    void fail(String reason) {
        if (!ending.get() && failing.compareAndSet(false, true)) {
            failed.accept(reason);
        }
    }

    /// For the body of a callback on a native thread, which must copy, hop and never throw: an exception that escapes
    /// there can end the process.
    void fromNative(String what, Runnable callback) {
        try {
            callback.run();
        } catch (Exception | LinkageError e) {
            LOG.atError()
                    .addKeyValue("peer", peer)
                    .addKeyValue("callback", what)
                    .setCause(e)
                    .log("A native callback failed");
        }
    }

    /// A step after which work goes on in any case.
    void attempt(String what, Work step) {
        try {
            step.run();
        } catch (Exception | Error e) {
            // webrtc-java reports references that are still held as java.lang.Error.
            LOG.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("step", what)
                    .addKeyValue("reason", e.getMessage())
                    .log("A WebRTC step failed and was left out");
        }
    }

    /// No step begins after this but the last one. Only the first call counts.
    void end(Runnable last) {
        if (ending.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    last.run();
                } finally {
                    thread.shutdown();
                    ended.countDown();
                }
            });
        }
    }

    boolean ending() {
        return ending.get();
    }

    /// @return false when the last step takes longer than `timeout`
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
