package io.teleloop.trainer.learn;

import io.teleloop.trainer.store.SupersededException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries again while store or log are away, with growing pauses.
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final BooleanSupplier stopping;
    private volatile String trouble = "";

    /// May be made several times.
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException, SupersededException, InterruptedException;
    }

    Patience(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /// @param what for people
    /// @throws InterruptedException when it shall stop before it has succeeded
    <T> T untilDone(String what, Attempt<T> attempt) throws InterruptedException, SupersededException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                T result = attempt.make();
                trouble = "";
                return result;
            } catch (IOException e) {
                trouble = what + ": " + e.getMessage();
                LOG.warn("This is tried again what={} problem={}", what, e.getMessage());
            }
            sleep(pause, what);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    /// What does not succeed now, or empty.
    String trouble() {
        return trouble;
    }

    private void sleep(Duration pause, String what) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end) {
            if (stopping.getAsBoolean()) {
                throw new InterruptedException("stopped before this was done: " + what);
            }
            Thread.sleep(GLANCE);
        }
    }
}
