package io.teleloop.learning.tensor;

import java.util.random.RandomGenerator;

/// Random numbers of one learner, apart from everybody else's; its whole state is one number that can be saved.
/// SplitMix64 (Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators"); the JDK's keeps its state to
/// itself.
public final class SeededGenerator implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SeededGenerator(long seed) {
        state = seed;
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// A generator that was made with, or set to, this number goes on from here.
    public long state() {
        return state;
    }

    public void restore(long saved) {
        state = saved;
    }

    /// Fills with standard normal numbers.
    public void fillGaussian(float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) nextGaussian();
        }
    }

    /// Draws without replacement and without order, rising.
    ///
    /// @return `count` of 0 .. `bound` - 1
    public int[] choose(int count, int bound) {
        if (count > bound) {
            throw new IllegalArgumentException("cannot choose " + count + " of " + bound);
        }
        int[] chosen = new int[count];
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            if (nextInt(bound - i) < count - taken) {
                chosen[taken++] = i;
            }
        }
        return chosen;
    }
}
