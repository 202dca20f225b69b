package io.teleloop.recorder.intake;

import io.teleloop.contract.EpisodeId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/// Which episodes of a partition are under way, put off or finished, and so which offset may be committed: never one
/// behind which a record of an unfinished episode lies.
final class PartitionLedger {
    /// Late repetitions of older episodes are found out by their manifest.
    private static final int MOST_FINISHED = 4096;
    private static final long BEFORE_EVERYTHING = -1;

    private final Map<EpisodeId, Long> unfinished = new HashMap<>();
    private final Map<EpisodeId, Long> deferred = new HashMap<>();
    private final Map<EpisodeId, Span> finished = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EpisodeId, Span> eldest) {
            return size() > MOST_FINISHED;
        }
    };
    private long next;
    private @Nullable OffsetAndMetadata lastCommit;

    /// Offsets of an episode's first and last record.
    private record Span(long first, long last) {
        boolean liesOnBothSidesOf(long offset) {
            return first < offset && offset <= last;
        }
    }

    private PartitionLedger(long next) {
        this.next = next;
    }

    /// @param commit where the partition's last reader left off; null for a partition that nobody read
    static PartitionLedger from(@Nullable OffsetAndMetadata commit) {
        if (commit == null) {
            return new PartitionLedger(0);
        }
        PartitionLedger ledger = new PartitionLedger(commit.offset());
        CommitNote.read(commit.metadata())
                .forEach((id, last) -> ledger.finished.put(id, new Span(BEFORE_EVERYTHING, last)));
        ledger.lastCommit = commit;
        return ledger;
    }

    boolean isFinished(EpisodeId id) {
        return finished.containsKey(id);
    }

    boolean isDeferred(EpisodeId id) {
        return deferred.containsKey(id);
    }

    boolean hasDeferred() {
        return !deferred.isEmpty();
    }

    /// A record was handled, whatever became of it.
    void handled(long offset) {
        next = offset + 1;
    }

    /// An episode's first record was taken.
    void begin(EpisodeId id, long offset) {
        unfinished.put(id, offset);
    }

    /// There is no room for an episode whose first record this is: it will be read again.
    void defer(EpisodeId id, long offset) {
        deferred.put(id, offset);
    }

    /// An episode that was begun is given up: it will be read again.
    void defer(EpisodeId id) {
        Long first = unfinished.remove(id);
        if (first != null) {
            deferred.put(id, first);
        }
    }

    /// An episode is where it belongs and was announced.
    void finish(EpisodeId id, long lastOffset) {
        Long first = unfinished.remove(id);
        if (first != null) {
            finished.put(id, new Span(first, lastOffset));
        }
    }

    /// A record of a finished episode came.
    void sawAgain(EpisodeId id, long offset) {
        finished.computeIfPresent(id, (same, span) -> new Span(span.first(), Math.max(span.last(), offset)));
    }

    /// Forgets what was put off.
    ///
    /// @return the offset from which to read again
    long rewind() {
        next = deferred.values().stream().mapToLong(Long::longValue).min().orElse(next);
        deferred.clear();
        return next;
    }

    /// What to commit now, or empty when nothing has changed.
    Optional<OffsetAndMetadata> commit() {
        long offset = committable();
        Map<EpisodeId, Long> onBothSides = new LinkedHashMap<>();
        finished.forEach((id, span) -> {
            if (span.liesOnBothSidesOf(offset)) {
                onBothSides.put(id, span.last());
            }
        });
        Optional<OffsetAndMetadata> commit =
                CommitNote.write(onBothSides).map(note -> new OffsetAndMetadata(offset, note));
        boolean nothingRead = lastCommit == null && offset == 0;
        if (nothingRead || commit.isEmpty() || commit.get().equals(lastCommit)) {
            return Optional.empty();
        }
        return commit;
    }

    void committed(OffsetAndMetadata commit) {
        lastCommit = commit;
    }

    private long committable() {
        long offset = next;
        for (long first : unfinished.values()) {
            offset = Math.min(offset, first);
        }
        for (long first : deferred.values()) {
            offset = Math.min(offset, first);
        }
        return offset;
    }
}
