package io.teleloop.trainer.checkpoint;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import io.teleloop.trainer.store.LeaderWrites;
import io.teleloop.trainer.store.SupersededException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints of one policy id. Their numbers rise by one and each is put create-only, so of two workers that both
/// believe to lead, the one that did not see the newest checkpoint is found out by its next put.
///
/// Old ones are deleted from the oldest on. So when a worker's own checkpoint is still there and the next number is
/// not, nobody has written one since: if somebody had, and even if it were deleted again, then so would ours.
///
/// Safe for use by several threads at once.
public final class CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final int KEPT = 3;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.ckpt");

    private final ObjectStore store;
    private final LeaderWrites writes;
    private final String policyId;
    private long number;

    public CheckpointStore(ObjectStore store, String policyId) {
        this.store = store;
        this.writes = new LeaderWrites(store);
        this.policyId = policyId;
    }

    /// The newest checkpoint that is whole. The next one that is put follows the newest number of all.
    public synchronized Optional<Checkpoint> newest() throws IOException {
        List<Long> numbers = numbers();
        number = numbers.isEmpty() ? 0 : numbers.getFirst();
        for (long candidate : numbers) {
            String key = ObjectKeys.checkpoint(policyId, candidate);
            Optional<byte[]> bytes = store.read(key, Integer.MAX_VALUE - 8);
            if (bytes.isPresent()) {
                try {
                    return Optional.of(Checkpoint.decode(bytes.get()));
                } catch (IOException | IllegalArgumentException e) {
                    LOG.error("Checkpoint cannot be used, the one before is taken key={} problem={}", key, e);
                }
            }
        }
        return Optional.empty();
    }

    /// Puts the next checkpoint.
    ///
    /// @return bytes written
    /// @throws SupersededException when another worker has written since
    public synchronized int put(Checkpoint checkpoint) throws IOException, SupersededException {
        byte[] bytes = checkpoint.encode();
        writes.create(ObjectKeys.checkpoint(policyId, number + 1), bytes);
        if (number > 0 && !store.exists(ObjectKeys.checkpoint(policyId, number))) {
            throw new SupersededException("checkpoint " + number + " of policy " + policyId
                    + " was removed by another worker, which is further on");
        }
        number++;
        if (number > KEPT) {
            store.delete(ObjectKeys.checkpoint(policyId, number - KEPT));
        }
        return bytes.length;
    }

    /// Fails when another worker has written a checkpoint since this one did.
    public synchronized void requireStillOurs() throws StoreException, SupersededException {
        if (store.exists(ObjectKeys.checkpoint(policyId, number + 1))
                || !store.exists(ObjectKeys.checkpoint(policyId, number))) {
            throw new SupersededException(
                    "another worker has written a checkpoint of policy " + policyId + " after number " + number);
        }
    }

    /// Newest first.
    private List<Long> numbers() throws StoreException {
        String folder = ObjectKeys.CHECKPOINTS + policyId + "/";
        return store.list(folder).stream()
                .map(key -> NAME.matcher(key.substring(folder.length())))
                .filter(Matcher::matches)
                .map(name -> Long.parseLong(name.group(1)))
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
