package io.teleloop.learning.algorithm;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;
import io.teleloop.learning.fused.FastestEngine;
import io.teleloop.learning.network.Activation;
import java.util.List;

/// Reinforcement learning with prior data (Ball et al. 2023; numbers of the authors' code for sparse manipulation): SAC
/// with ten layer-normed critics, the minimum of two of them as the target, twenty critic updates for each transition,
/// and every batch half demonstrations.
public final class Rlpd {
    private static final double LEARNING_RATE = 3e-4;
    private static final double TARGET_RATE = 0.005;
    private static final double MINIMUM_LOG_STD = -20;
    private static final double MAXIMUM_LOG_STD = 2;
    /// In sparse manipulation the entropy of the next action only blurs the value.
    private static final boolean ENTROPY_BACKUP = false;

    public static final OffPolicyAlgorithm DEFAULT = new OffPolicyAlgorithm(
            "rlpd",
            new ExperienceRules(0.99, 1, RewardRule.TASK),
            networks(List.of(256, 256), 10, 2),
            new OffPolicyAlgorithm.Schedule(256, 20, 1, 100, 0),
            new OffPolicyAlgorithm.Stores(1_000_000, 1_000_000, false),
            null,
            false,
            FastestEngine::start);

    private Rlpd() {}

    /// For learning within minutes on a processor: small networks and batches, two critics, two critic updates for each
    /// transition where the authors make twenty, and returns over three steps.
    ///
    /// @param hidden sizes of the hidden layers
    public static OffPolicyAlgorithm onCpu(List<Integer> hidden) {
        return DEFAULT.withExperience(new ExperienceRules(0.99, 3, RewardRule.TASK))
                .withNetworks(networks(hidden, 2, 2, 0.1))
                .withSchedule(new OffPolicyAlgorithm.Schedule(128, 2, 1, 300, 0));
    }

    /// The paper's, with a first temperature of 1.
    ///
    /// @param heads critics
    /// @param targetHeads of them whose minimum is the target
    public static OffPolicyAlgorithm.Networks networks(List<Integer> hidden, int heads, int targetHeads) {
        return networks(hidden, heads, targetHeads, 1);
    }

    /// @param heads critics
    /// @param targetHeads of them whose minimum is the target
    /// @param initialTemperature 1, or 0.1 from pixels; the smaller, the sooner the actor dares to be sure
    public static OffPolicyAlgorithm.Networks networks(
            List<Integer> hidden, int heads, int targetHeads, double initialTemperature) {
        return (observationSize, actionSize) -> new ActorCriticConfig(
                observationSize,
                actionSize,
                new ActorCriticConfig.Actor(
                        hidden,
                        Activation.RELU,
                        false,
                        new ActorCriticConfig.Distribution.TanhGaussian(
                                MINIMUM_LOG_STD, MAXIMUM_LOG_STD, initialTemperature, -actionSize / 2.0, LEARNING_RATE),
                        LEARNING_RATE,
                        0),
                new ActorCriticConfig.Critic(
                        hidden,
                        Activation.RELU,
                        true,
                        heads,
                        targetHeads,
                        ENTROPY_BACKUP,
                        LEARNING_RATE,
                        0,
                        TARGET_RATE),
                0,
                0);
    }
}
