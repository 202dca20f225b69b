package io.teleloop.learning.replay;

import java.util.random.RandomGenerator;

/// Half of every batch from what the policy lived through, half from demonstrations, interleaved (RLPD, Ball et al.
/// 2023, section 4.1). As long as one of the two is empty the other gives all. What a model made up takes its share of
/// the batch's last rows, and the two have what is left.
///
/// @param online even rows
/// @param demonstrations odd rows
/// @param synthetic as long as it is empty the other two give all
/// @param syntheticShare of a batch, 0 to 1
public record SymmetricSampler(
        ReplayBuffer online, ReplayBuffer demonstrations, ReplayBuffer synthetic, double syntheticShare) {
    public SymmetricSampler {
        if (!(syntheticShare >= 0 && syntheticShare <= 1)) {
            throw new IllegalArgumentException(
                    "the synthetic share of a batch is " + syntheticShare + ", it must be from 0 to 1");
        }
    }

    /// @throws IllegalStateException when there is nothing real
    public void sample(RandomGenerator random, Batch batch) {
        sampleReal(random, batch);
        int made = (int) Math.round(syntheticShare * batch.size());
        if (made > 0 && synthetic.size() > 0) {
            sample(synthetic, 0, random, batch, batch.size() - made, 1);
        }
    }

    private void sampleReal(RandomGenerator random, Batch batch) {
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
