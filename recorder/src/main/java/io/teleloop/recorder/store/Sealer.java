package io.teleloop.recorder.store;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.recorder.RecorderMetrics;
import io.teleloop.recorder.recording.EpisodeEnding;
import io.teleloop.recorder.recording.EpisodeEnding.Discarded;
import io.teleloop.recorder.recording.EpisodeEnding.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings ended episodes to the store, a few at a time, and tries each one until it is done: upload the data, put the
/// manifest if there is none, read it back, announce it. Every step may be repeated, by this recorder or another.
public final class Sealer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final int THREADS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long CLOSE_SECONDS = 10;

    private final EpisodeStore store;
    private final Announcer announcer;
    private final RecorderMetrics metrics;
    private final ExecutorService threads;
    private final Queue<EpisodeEnding> done = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String trouble;

    public Sealer(EpisodeStore store, Announcer announcer, RecorderMetrics metrics) {
        this.store = store;
        this.announcer = announcer;
        this.metrics = metrics;
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("sealer-", 0).factory());
    }

    /// Takes an episode; the caller bounds how many. It comes out of [#pollDone] when all is in its place.
    public void submit(EpisodeEnding ending) {
        threads.execute(() -> untilDone(ending));
    }

    /// An episode that is done, or null.
    public @Nullable EpisodeEnding pollDone() {
        return done.poll();
    }

    /// What keeps episodes from being stored, or empty.
    public String trouble() {
        String now = trouble;
        return now == null ? "" : now;
    }

    /// Stops trying; what is not done comes again from the log.
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("An upload does not stop");
        }
    }

    private void untilDone(EpisodeEnding ending) {
        Duration pause = FIRST_PAUSE;
        try {
            while (!tryOnce(ending)) {
                Thread.sleep(pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("Episode is left to the next start episode={}", ending.id());
        }
    }

    /// An unexpected failure is handled as an outage: the episode must not be lost by it.
    private boolean tryOnce(EpisodeEnding ending) throws InterruptedException {
        try {
            switch (ending) {
                case Kept kept -> keep(kept);
                case Discarded discarded -> discard(discarded);
            }
            trouble = null;
            done.add(ending);
            return true;
        } catch (IOException e) {
            stopIfInterrupted(ending);
            trouble = "storing of episodes: " + e.getMessage();
            LOG.warn("Episode cannot be stored yet episode={} problem={}", ending.id(), e.getMessage());
            return false;
        } catch (RuntimeException e) {
            stopIfInterrupted(ending);
            trouble = "storing of episodes: " + e;
            LOG.error("Episode cannot be stored for an unexpected reason episode={}", ending.id(), e);
            return false;
        }
    }

    private static void stopIfInterrupted(EpisodeEnding ending) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while storing " + ending.id());
        }
    }

    private void keep(Kept kept) throws IOException, InterruptedException {
        Optional<Manifest> before = store.find(kept.id());
        Manifest there;
        if (before.isPresent()) {
            there = before.get();
        } else {
            store.putData(kept.file().path(), kept.manifest().data());
            there = store.putManifest(kept.manifest());
        }
        if (!there.equals(kept.manifest())) {
            metrics.storeConflict();
            LOG.warn(
                    "Episode was stored before with other bytes, which stay episode={} stored={} now={}",
                    kept.id(),
                    there.data().sha256(),
                    kept.manifest().data().sha256());
        }
        announcer.stored(there);
        metrics.stored(there.state(), kept.closedNs());
        if (there.sealed()) {
            LOG.info(
                    "Episode sealed episode={} bytes={} adopted={}",
                    kept.id(),
                    there.data().sizeBytes(),
                    before.isPresent());
        } else {
            LOG.warn("Episode quarantined episode={} reason={}", kept.id(), there.reason());
        }
    }

    private void discard(Discarded discarded) throws IOException, InterruptedException {
        announcer.discarded(discarded);
        metrics.stored("discarded", discarded.closedNs());
        LOG.info("Episode discarded episode={} by={}", discarded.id(), discarded.discardedBy());
    }
}
