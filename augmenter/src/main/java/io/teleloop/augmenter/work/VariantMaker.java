package io.teleloop.augmenter.work;

import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.Augmenters;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.contract.Sha256;
import io.teleloop.sim.task.Tasks;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the variants of one episode that a plan asks for. What is made follows from plan and episode alone, and a note
/// in the store says when it is done: so it may be asked for any number of times, and be killed at any time.
public final class VariantMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VariantMaker.class);
    private static final int ATTEMPTS_FOR_EACH = 5;

    private record Ready(PlannedAugmentation planned, String task, Augmenter augmenter) {}

    private final ObjectStore store;
    private final EpisodeWriter writer;
    private final WorkCount count;
    /// An augmenter takes a while to set up; one is kept for each augmentation.
    private final List<Ready> augmenters = new ArrayList<>();

    public VariantMaker(ObjectStore store, EpisodeWriter writer, WorkCount count) {
        this.store = store;
        this.writer = writer;
        this.count = count;
    }

    /// Whether there is still something to do.
    ///
    /// @throws IOException when the store does not answer
    public boolean isDue(PlannedAugmentation planned, String episodeId) throws IOException {
        GroupLedger ledger = new GroupLedger(store, planned.group());
        return ledger.note(episodeId).isEmpty() && !ledger.isRemoved();
    }

    /// Returns when all variants are in the log.
    ///
    /// @return how many were made
    /// @throws IOException when log or store do not answer
    public int make(PlannedAugmentation planned, SourceEpisode source) throws IOException, InterruptedException {
        GroupLedger ledger = new GroupLedger(store, planned.group());
        List<String> made = new ArrayList<>();
        int attempts = 0;
        try {
            Augmenter augmenter = augmenter(planned, source.robot().getTask());
            while (made.size() < planned.variants() && attempts < ATTEMPTS_FOR_EACH * planned.variants()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while augmenting " + source.id());
                }
                Optional<GeneratedEpisode> episode = augmenter.augment(
                        List.of(source), planned.group(), seed(source.id().value(), planned, attempts));
                attempts++;
                count.attempted(planned.augmenter(), episode.isPresent());
                if (episode.isPresent()) {
                    writer.write(episode.get());
                    made.add("\"" + episode.get().id() + "\"");
                }
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StoreException away) {
                throw away;
            }
            refuse(planned, source, e);
        } catch (IllegalArgumentException e) {
            refuse(planned, source, e);
        }
        boolean _ = ledger.add(
                source.id().value(),
                "{\"attempts\": " + attempts + ", \"episodes\": [" + String.join(", ", made) + "]}\n");
        LOG.info(
                "Episode augmented episode={} group={} variants={} attempts={}",
                source.id(),
                planned.group(),
                made.size(),
                attempts);
        return made.size();
    }

    /// No other try would mend it.
    private void refuse(PlannedAugmentation planned, SourceEpisode source, Exception problem) {
        count.refused(planned.augmenter());
        LOG.warn("Episode cannot be augmented episode={} problem={}", source.id(), problem.getMessage());
    }

    private Augmenter augmenter(PlannedAugmentation planned, String task) {
        for (Ready ready : augmenters) {
            if (ready.planned().equals(planned) && ready.task().equals(task)) {
                return ready.augmenter();
            }
        }
        Augmenter created = Augmenters.create(planned.augmenter(), Tasks.named(task), planned.parameters());
        augmenters.add(new Ready(planned, task, created));
        return created;
    }

    /// Different for each episode, augmenter and attempt; never negative.
    private static long seed(String episodeId, PlannedAugmentation planned, int attempt) {
        String what = episodeId + "/" + planned.augmenter() + "/" + planned.group() + "/" + attempt;
        String hash = Sha256.hex(what.getBytes(StandardCharsets.UTF_8));
        return HexFormat.fromHexDigitsToLong(hash, 0, 16) >>> 1;
    }

    @Override
    public void close() {
        augmenters.forEach(ready -> ready.augmenter().close());
        augmenters.clear();
    }
}
