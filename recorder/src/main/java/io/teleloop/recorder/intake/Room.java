package io.teleloop.recorder.intake;

/// How many episodes may be written at a time, over all partitions: each takes memory for its chunk.
final class Room {
    private final int most;
    private volatile int taken;

    Room(int most) {
        this.most = most;
    }

    boolean isFull() {
        return taken >= most;
    }

    int taken() {
        return taken;
    }

    // Only the polling thread changes it; others read it for a gauge.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void take() {
        taken++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void giveBack() {
        taken--;
    }
}
