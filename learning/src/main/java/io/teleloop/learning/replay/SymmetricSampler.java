package io.teleloop.learning.replay;

import java.util.random.RandomGenerator;

/// Half of every batch from what the policy lived through, half from demonstrations, interleaved (RLPD, Ball et al.
/// 2023, section 4.1). As long as one of the two is empty the other gives all.
///
/// @param online even rows
/// @param demonstrations odd rows
public record SymmetricSampler(ReplayBuffer online, ReplayBuffer demonstrations) {
    /// @throws IllegalStateException when both are empty
    public void sample(RandomGenerator random, Batch batch) {
        if (online.size() == 0) {
            sample(demonstrations, 1, random, batch, 0, 1);
        } else if (demonstrations.size() == 0) {
            sample(online, 0, random, batch, 0, 1);
        } else {
            sample(online, 0, random, batch, 0, 2);
            sample(demonstrations, 1, random, batch, 1, 2);
        }
    }

    private static void sample(
            ReplayBuffer from, float demonstrated, RandomGenerator random, Batch batch, int first, int stride) {
        from.sample(random, batch, first, stride);
        for (int row = first; row < batch.size(); row += stride) {
            batch.demonstrated[row] = demonstrated;
        }
    }
}
