package io.teleloop.rollout;

import io.teleloop.sim.task.HeldOutStarts;

/// The start states that a training run takes, none of which is an evaluation's.
///
/// @param run the run's seed, from which everything random in it follows
public record Seeds(long run) {
    private static final long MOST = 400;
    /// Start states that a run may use up, for demonstrations and for training.
    private static final long SHARE = 1_000_000;

    public Seeds {
        if (run < 0 || run > MOST) {
            throw new IllegalArgumentException("the seed is " + run + ", it must be from 0 to " + MOST);
        }
    }

    /// Of the attempt at a demonstration.
    public long demonstration(long attempt) {
        return within(2 * run * SHARE, attempt);
    }

    /// Of a training episode.
    public long episode(long number) {
        return within((2 * run + 1) * SHARE, number);
    }

    private static long within(long first, long number) {
        if (number < 0 || number >= SHARE || first + number >= HeldOutStarts.FIRST) {
            throw new IllegalStateException("start state " + number + " is one too many for a run");
        }
        return first + number;
    }
}
