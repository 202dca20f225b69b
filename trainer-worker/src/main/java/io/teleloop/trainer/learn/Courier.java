package io.teleloop.trainer.learn;

import io.teleloop.trainer.learn.Patience.Attempt;
import io.teleloop.trainer.store.SupersededException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings checkpoints and policies to store and log, one after the other on a thread of its own, and tries each until
/// it has arrived: an outage never stops the learner. Its caller bounds what is under way.
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final long CLOSE_SECONDS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("courier").factory());
    private final Patience patience = new Patience(() -> false);
    private volatile @Nullable Exception failure;

    /// May be made several times.
    @FunctionalInterface
    interface Delivery {
        void deliver() throws IOException, SupersededException, InterruptedException;
    }

    /// @return is done with true when it has arrived, with false when it never will
    CompletableFuture<Boolean> send(String what, Delivery delivery) {
        CompletableFuture<Boolean> arrived = new CompletableFuture<>();
        Attempt<Boolean> attempt = () -> {
            delivery.deliver();
            return true;
        };
        try {
            thread.execute(() -> arrived.complete(bring(what, attempt)));
        } catch (RejectedExecutionException e) {
            LOG.info("Nothing more is delivered what={}", what);
            arrived.complete(false);
        }
        return arrived;
    }

    private boolean bring(String what, Attempt<Boolean> attempt) {
        try {
            return patience.untilDone(what, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SupersededException | RuntimeException e) {
            failure = e;
        }
        return false;
    }

    /// Fails when something can never arrive.
    ///
    /// @throws SupersededException when that is because another worker leads
    void requireGood() throws SupersededException {
        Exception problem = failure;
        if (problem instanceof SupersededException) {
            throw new SupersededException(String.valueOf(problem.getMessage()));
        }
        if (problem != null) {
            throw new IllegalStateException("a delivery failed for an unexpected reason", problem);
        }
    }

    /// What does not arrive now, or empty.
    String trouble() {
        return patience.trouble();
    }

    /// Gives up what has not arrived.
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("A delivery does not stop");
        }
    }
}
