package io.teleloop.policy;

import java.util.Arrays;

/// The actions that one call of a network decided, handed out one a control tick.
final class ChunkQueue {
    private final int execute;
    private final int actionSize;
    private float[] chunk = {};
    private int handedOut;

    /// @param execute actions of a chunk that are carried out before the next one is due
    ChunkQueue(int execute, int actionSize) {
        this.execute = execute;
        this.actionSize = actionSize;
        clear();
    }

    /// Whether the network is to be asked.
    boolean isEmpty() {
        return handedOut == execute;
    }

    void refill(float[] actions) {
        chunk = actions;
        handedOut = 0;
    }

    float[] next() {
        int from = handedOut++ * actionSize;
        return Arrays.copyOfRange(chunk, from, from + actionSize);
    }

    void clear() {
        handedOut = execute;
    }
}
