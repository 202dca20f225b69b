package io.teleloop.sim.task;

/// The start states that are kept for evaluations: nothing is demonstrated, generated or learned in them.
public final class HeldOutStarts {
    /// Seed of the first.
    public static final long FIRST = 1_000_000_000L;

    private static final long END = 2 * FIRST;

    private HeldOutStarts() {}

    public static boolean contains(long seed) {
        return seed >= FIRST && seed < END;
    }
}
