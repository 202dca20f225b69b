package io.teleloop.learning.algorithm;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;
import io.teleloop.learning.fused.FastestEngine;
import io.teleloop.learning.network.Activation;
import java.util.List;

/// Residual fine-tuning of a frozen behaviour-cloned policy (ResFiT): RLPD's core on what is added to the base's
/// action.
/// The correction starts at nothing, the critics learn alone for a while, returns span three steps, noise has a fixed
/// size. The critics judge the combined action.
///
/// The authors' networks, two layers of 1024 and ten critics, ask for a GPU; [#networks] makes smaller ones.
public final class ResFit {
    private static final double CRITIC_LEARNING_RATE = 1e-4;
    /// PyTorch's default of AdamW.
    private static final double WEIGHT_DECAY = 0.01;
    private static final double TARGET_RATE = 0.005;
    private static final double MAXIMUM_GRADIENT_NORM = 1;
    private static final double NOISE_STD = 0.05;
    private static final double NOISE_CLIP = 0.3;

    public static final OffPolicyAlgorithm DEFAULT = new OffPolicyAlgorithm(
            "resfit",
            new ExperienceRules(0.99, 3, RewardRule.TASK),
            networks(List.of(1024, 1024), 10, 1e-5, 0.1),
            new OffPolicyAlgorithm.Schedule(256, 4, 1, 10_000, 10_000),
            new OffPolicyAlgorithm.Stores(1_000_000, 1_000_000, false),
            null,
            true,
            FastestEngine::start);

    private ResFit() {}

    /// @param heads critics, of which two give the target
    /// @param actorLearningRate 1e-6 to 1e-5 in the paper
    /// @param scale how far the base may be corrected, 0.1, or 0.2 for hard tasks
    public static OffPolicyAlgorithm.Networks networks(
            List<Integer> hidden, int heads, double actorLearningRate, double scale) {
        return (observationSize, actionSize) -> new ActorCriticConfig(
                observationSize,
                actionSize,
                new ActorCriticConfig.Actor(
                        hidden,
                        Activation.RELU,
                        true,
                        new ActorCriticConfig.Distribution.FixedNoise(NOISE_STD, NOISE_CLIP),
                        actorLearningRate,
                        WEIGHT_DECAY),
                new ActorCriticConfig.Critic(
                        hidden,
                        Activation.RELU,
                        true,
                        heads,
                        2,
                        false,
                        CRITIC_LEARNING_RATE,
                        WEIGHT_DECAY,
                        TARGET_RATE),
                scale,
                MAXIMUM_GRADIENT_NORM);
    }
}
