package io.teleloop.learning.replay;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A bounded store of transitions: the newest push out the oldest. Rows are counted from the oldest, so a buffer that
/// was fed the same last transitions gives the same draws, whatever it held before. Memory grows with what it holds.
public final class ReplayBuffer {
    private static final int FIRST_ROWS = 1024;

    private final int capacity;
    private final int observationSize;
    private final int actionSize;
    private final int baseSize;
    private float[] observations = {};
    private float[] actions = {};
    private float[] rewards = {};
    private float[] discounts = {};
    private float[] nextObservations = {};
    private float[] baseActions = {};
    private float[] nextBaseActions = {};
    private int[] gripperLevels = {};
    private boolean[] gripperMoved = {};
    private int size;
    /// Row of the oldest transition, always 0 until the buffer is full.
    private int oldest;

    /// @param capacity in transitions
    /// @param baseSize the action's size with a base, 0 without
    public ReplayBuffer(int capacity, int observationSize, int actionSize, int baseSize) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a replay buffer for " + capacity + " transitions; at least 1");
        }
        this.capacity = capacity;
        this.observationSize = observationSize;
        this.actionSize = actionSize;
        this.baseSize = baseSize;
    }

    public int size() {
        return size;
    }

    /// @param transition its observations normalised
    /// @param gripperLevel as in [Batch#gripperLevels]
    /// @throws IllegalArgumentException when its sizes are not this buffer's, or a number is not finite
    public void add(Transition transition, int gripperLevel) {
        require("observation", transition.observation(), observationSize);
        require("action", transition.action(), actionSize);
        require("next observation", transition.nextObservation(), observationSize);
        require("base action", transition.baseAction(), baseSize);
        require("next base action", transition.nextBaseAction(), baseSize);
        if (!Float.isFinite(transition.reward()) || !Float.isFinite(transition.discount())) {
            throw new IllegalArgumentException("a transition has reward " + transition.reward() + " and discount "
                    + transition.discount() + "; both must be finite");
        }
        int row;
        if (size < capacity) {
            row = size++;
            growTo(size);
        } else {
            row = oldest;
            oldest = (oldest + 1) % capacity;
        }
        System.arraycopy(transition.observation(), 0, observations, row * observationSize, observationSize);
        System.arraycopy(transition.action(), 0, actions, row * actionSize, actionSize);
        rewards[row] = transition.reward();
        discounts[row] = transition.discount();
        System.arraycopy(transition.nextObservation(), 0, nextObservations, row * observationSize, observationSize);
        System.arraycopy(transition.baseAction(), 0, baseActions, row * baseSize, baseSize);
        System.arraycopy(transition.nextBaseAction(), 0, nextBaseActions, row * baseSize, baseSize);
        gripperLevels[row] = gripperLevel;
        gripperMoved[row] = transition.gripperMoved();
    }

    /// Draws with replacement, uniformly, into the batch's rows `from`, `from + stride`, ...
    ///
    /// @throws IllegalStateException when the buffer is empty
    public void sample(RandomGenerator random, Batch batch, int from, int stride) {
        if (size == 0) {
            throw new IllegalStateException("nothing to draw from an empty replay buffer");
        }
        for (int to = from; to < batch.size(); to += stride) {
            copy((oldest + random.nextInt(size)) % capacity, batch, to);
        }
    }

    private void copy(int row, Batch batch, int to) {
        System.arraycopy(
                observations, row * observationSize, batch.observations, to * observationSize, observationSize);
        System.arraycopy(actions, row * actionSize, batch.actions, to * actionSize, actionSize);
        batch.rewards[to] = rewards[row];
        batch.discounts[to] = discounts[row];
        System.arraycopy(
                nextObservations, row * observationSize, batch.nextObservations, to * observationSize, observationSize);
        System.arraycopy(baseActions, row * baseSize, batch.baseActions, to * baseSize, baseSize);
        System.arraycopy(nextBaseActions, row * baseSize, batch.nextBaseActions, to * baseSize, baseSize);
        batch.gripperLevels[to] = gripperLevels[row];
        batch.gripperMoved[to] = gripperMoved[row];
    }

    private void growTo(int rows) {
        if (rows <= rewards.length) {
            return;
        }
        int grown = (int) Math.min(capacity, Math.max(FIRST_ROWS, 2L * rewards.length));
        observations = Arrays.copyOf(observations, grown * observationSize);
        actions = Arrays.copyOf(actions, grown * actionSize);
        rewards = Arrays.copyOf(rewards, grown);
        discounts = Arrays.copyOf(discounts, grown);
        nextObservations = Arrays.copyOf(nextObservations, grown * observationSize);
        baseActions = Arrays.copyOf(baseActions, grown * baseSize);
        nextBaseActions = Arrays.copyOf(nextBaseActions, grown * baseSize);
        gripperLevels = Arrays.copyOf(gripperLevels, grown);
        gripperMoved = Arrays.copyOf(gripperMoved, grown);
    }

    private static void require(String what, float[] values, int size) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "a transition's " + what + " has " + values.length + " numbers, the buffer's " + size);
        }
        for (int i = 0; i < size; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("a transition's " + what + " has " + values[i] + " at " + i);
            }
        }
    }
}
