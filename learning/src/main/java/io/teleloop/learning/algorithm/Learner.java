package io.teleloop.learning.algorithm;

import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.Map;

/// Learns from demonstrations and from what a policy lives through. Not thread-safe.
public interface Learner extends AutoCloseable {
    /// A successful demonstration.
    void addDemonstration(Trajectory demonstration);

    /// A transition of an episode in which a policy ran, with returns over as many steps as the algorithm's
    /// [Algorithm#experience()] asks for.
    void addOnline(Transition transition);

    /// Whether there is enough to learn from.
    boolean canUpdate();

    /// Changes the weights once.
    ///
    /// @return what it saw, named as in [io.teleloop.contract.policy.TrainingMetrics]
    Map<String, Double> update();

    /// Updates since the beginning, also those before a restore.
    long updates();

    /// The policy as it is now.
    ExportedNetwork export();

    /// Weights, optimisers, random state and counters, but not what it learns from: that is fed again. A learner that
    /// is restored from it and fed the same goes on bit for bit.
    byte[] save();

    /// @throws IllegalArgumentException when the bytes are not of a learner of this configuration
    void restore(byte[] saved);

    @Override
    void close();
}
