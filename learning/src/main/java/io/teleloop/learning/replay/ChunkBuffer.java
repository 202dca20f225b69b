package io.teleloop.learning.replay;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/// A bounded store for imitation: each observation with the actions that followed it, chunk by chunk. The newest push
/// out the oldest. Memory grows with what it holds.
public final class ChunkBuffer {
    private static final int FIRST_ROWS = 1024;

    private final int capacity;
    private final int observationSize;
    private final int actionSize;
    private final int chunk;
    private float[] observations = {};
    private float[] chunks = {};
    private int size;
    /// The oldest row once the buffer is full, until then the first free one.
    private int next;

    /// @param capacity in observations
    /// @param chunk actions that go with each observation
    public ChunkBuffer(int capacity, int observationSize, int actionSize, int chunk) {
        if (capacity < 1 || chunk < 1) {
            throw new IllegalArgumentException(
                    "a buffer of " + capacity + " chunks of " + chunk + " actions; both must be at least 1");
        }
        this.capacity = capacity;
        this.observationSize = observationSize;
        this.actionSize = actionSize;
        this.chunk = chunk;
    }

    public int size() {
        return size;
    }

    /// Adds what was seen and done in one go. Chunks that reach beyond the end go on with the last action (as in
    /// Diffusion Policy, Chi et al. 2023).
    ///
    /// @param seen one a control tick
    /// @param done the action at each of them
    public void add(List<float[]> seen, List<float[]> done) {
        for (int tick = 0; tick < seen.size(); tick++) {
            int row = freeRow();
            copyFinite("observation", seen.get(tick), observationSize, observations, row * observationSize);
            for (int i = 0; i < chunk; i++) {
                float[] action = done.get(Math.min(tick + i, done.size() - 1));
                copyFinite("action", action, actionSize, chunks, (row * chunk + i) * actionSize);
            }
        }
    }

    /// Draws rows with replacement, uniformly.
    ///
    /// @param rows how many
    public Chunks sample(RandomGenerator random, int rows) {
        if (size == 0) {
            throw new IllegalStateException("nothing to draw from an empty buffer");
        }
        return gather(rows, i -> random.nextInt(size));
    }

    /// At most so many rows, evenly spread over all: the same until something is added.
    public Chunks spread(int rows) {
        int count = Math.min(rows, size);
        return gather(count, i -> (int) ((long) i * size / count));
    }

    /// Observations and their chunks, row-major.
    ///
    /// @param rows how many
    /// @param observations [rows, observation size]
    /// @param actions [rows, chunk * action size]
    public record Chunks(int rows, float[] observations, float[] actions) {}

    private Chunks gather(int rows, IntUnaryOperator choice) {
        int chunkSize = chunk * actionSize;
        Chunks gathered = new Chunks(rows, new float[rows * observationSize], new float[rows * chunkSize]);
        for (int to = 0; to < rows; to++) {
            int from = choice.applyAsInt(to);
            System.arraycopy(
                    observations, from * observationSize, gathered.observations, to * observationSize, observationSize);
            System.arraycopy(chunks, from * chunkSize, gathered.actions, to * chunkSize, chunkSize);
        }
        return gathered;
    }

    private int freeRow() {
        int row = next;
        next = (next + 1) % capacity;
        if (size < capacity) {
            size++;
            if (size * observationSize > observations.length) {
                int grown = (int) Math.min(capacity, Math.max(FIRST_ROWS, 2L * size));
                observations = Arrays.copyOf(observations, grown * observationSize);
                chunks = Arrays.copyOf(chunks, Math.multiplyExact(grown * chunk, actionSize));
            }
        }
        return row;
    }

    private static void copyFinite(String what, float[] values, int size, float[] into, int at) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "an " + what + " has " + values.length + " numbers, the buffer's " + size);
        }
        for (int i = 0; i < size; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("an " + what + " has " + values[i] + " at " + i);
            }
            into[at + i] = values[i];
        }
    }
}
