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
            demonstrations.sample(random, batch, 0, 1);
        } else if (demonstrations.size() == 0) {
            online.sample(random, batch, 0, 1);
        } else {
            online.sample(random, batch, 0, 2);
            demonstrations.sample(random, batch, 1, 2);
        }
    }
}
