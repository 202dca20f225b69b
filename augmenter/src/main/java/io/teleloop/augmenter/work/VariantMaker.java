package io.teleloop.augmenter.work;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.Generation;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the variants of one episode that a plan asks for. What is made follows from plan and episode alone, and a note
/// in the store says when it is done: so it may be asked for any number of times, and be killed at any time.
public final class VariantMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VariantMaker.class);
    private static final long ABOVE_ALL_OTHERS = 1L << 62;

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
    /// @return how many there are
    /// @throws IOException when log or store do not answer
    public int make(PlannedAugmentation planned, SourceEpisode source) throws IOException, InterruptedException {
        GroupLedger ledger = new GroupLedger(store, planned.group());
        String id = source.id().value();
        try {
            Generation generation = new Generation(
                    augmenter(planned, source.robot().getTask()),
                    List.of(source),
                    planned.group(),
                    attempt -> seed(id, planned, attempt),
                    planned.variants());
            new NotedAttempts(ledger, writer)
                    .run(generation, id + "-", (_, success) -> count.attempted(planned.name(), success));
            boolean _ = ledger.add(
                    id,
                    "{\"attempts\": " + generation.attempts() + ", \"episodes\": " + generation.successes() + "}\n");
            LOG.info(
                    "Episode augmented episode={} group={} variants={} attempts={}",
                    id,
                    planned.group(),
                    generation.successes(),
                    generation.attempts());
            return generation.successes();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StoreException away) {
                throw away;
            }
            refuse(planned, source, ledger, e);
        } catch (IllegalArgumentException e) {
            refuse(planned, source, ledger, e);
        } catch (RuntimeException e) {
            // Physics or a network failed on this episode, and may be left in any state.
            forget(planned);
            refuse(planned, source, ledger, e);
        }
        return 0;
    }

    /// No other try would mend it.
    private void refuse(PlannedAugmentation planned, SourceEpisode source, GroupLedger ledger, RuntimeException problem)
            throws StoreException {
        String reason = String.valueOf(problem.getMessage());
        count.refused(planned.name());
        LOG.warn(
                "Episode cannot be augmented episode={} augmenter={} group={} problem={}",
                source.id(),
                planned.name(),
                planned.group(),
                reason,
                problem);
        boolean _ = ledger.add(
                source.id().value(), JsonNodeFactory.instance.objectNode().put("refused", reason) + "\n");
    }

    private Augmenter augmenter(PlannedAugmentation planned, String task) {
        for (Ready ready : augmenters) {
            if (ready.planned().equals(planned) && ready.task().equals(task)) {
                return ready.augmenter();
            }
        }
        Augmenter created = planned.augmenter().forTask().apply(Tasks.named(task));
        augmenters.add(new Ready(planned, task, created));
        return created;
    }

    private void forget(PlannedAugmentation planned) {
        for (Ready ready : List.copyOf(augmenters)) {
            if (ready.planned().equals(planned)) {
                augmenters.remove(ready);
                ready.augmenter().close();
            }
        }
    }

    /// Different for each episode, augmenter and attempt; positive, and above all that are kept for evaluations.
    private static long seed(String episodeId, PlannedAugmentation planned, long attempt) {
        String what = episodeId + "/" + planned.name() + "/" + planned.group() + "/" + attempt;
        String hash = Sha256.hex(what.getBytes(StandardCharsets.UTF_8));
        return (HexFormat.fromHexDigitsToLong(hash, 0, 16) >>> 1) | ABOVE_ALL_OTHERS;
    }

    @Override
    public void close() {
        augmenters.forEach(ready -> ready.augmenter().close());
        augmenters.clear();
    }
}
