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
public final class ResFit {
    /// PyTorch's default of AdamW.
    private static final double WEIGHT_DECAY = 0.01;
    private static final double TARGET_RATE = 0.005;
    private static final double MAXIMUM_GRADIENT_NORM = 1;
    private static final double NOISE_CLIP = 0.3;

    public static final OffPolicyAlgorithm DEFAULT = new OffPolicyAlgorithm(
            "resfit",
            new ExperienceRules(0.99, 3, RewardRule.TASK),
            networks(Residual.OF_THE_AUTHORS),
            new OffPolicyAlgorithm.Schedule(256, 4, 1, 10_000, 10_000),
            new OffPolicyAlgorithm.Stores(1_000_000, 1_000_000, false),
            null,
            true,
            FastestEngine::start);

    private ResFit() {}

    /// Numbers of the networks.
    ///
    /// @param hidden sizes of the hidden layers
    /// @param heads critics, of which two give the target
    /// @param actorLearningRate 1e-6 to 1e-5 in the paper
    /// @param scale how far the base may be corrected, 0.1, or 0.2 for hard tasks, in the paper
    /// @param noise standard deviation of exploration and of the target's smoothing
    /// @param imitation weight of what was demonstrated in the actor's loss
    public record Residual(
            List<Integer> hidden,
            int heads,
            double criticLearningRate,
            double actorLearningRate,
            double scale,
            double noise,
            double imitation) {
        public static final Residual OF_THE_AUTHORS = new Residual(List.of(1024, 1024), 10, 1e-4, 1e-5, 0.1, 0.05, 0);
    }

    /// For learning within minutes on a processor; the authors' networks ask for a GPU. Small networks and batches,
    /// faster rates, more noise, and a pull to what was demonstrated, which keeps the actor where the critics know
    /// their way.
    ///
    /// @param hidden sizes of the hidden layers
    public static OffPolicyAlgorithm onCpu(List<Integer> hidden) {
        return DEFAULT.withNetworks(networks(new Residual(hidden, 2, 3e-4, 1e-4, 0.3, 0.1, 1)))
                .withSchedule(new OffPolicyAlgorithm.Schedule(128, 2, 1, 2_000, 8_000));
    }

    /// The same with returns over one step: to show what several are good for.
    public static OffPolicyAlgorithm onCpuByOneStep(List<Integer> hidden) {
        return onCpu(hidden).withExperience(new ExperienceRules(0.99, 1, RewardRule.TASK));
    }

    public static OffPolicyAlgorithm.Networks networks(Residual numbers) {
        return (observationSize, actionSize) -> new ActorCriticConfig(
                observationSize,
                actionSize,
                new ActorCriticConfig.Actor(
                        numbers.hidden(),
                        Activation.RELU,
                        true,
                        new ActorCriticConfig.Distribution.FixedNoise(numbers.noise(), NOISE_CLIP),
                        numbers.actorLearningRate(),
                        WEIGHT_DECAY,
                        numbers.imitation()),
                new ActorCriticConfig.Critic(
                                numbers.hidden(),
                                Activation.RELU,
                                true,
                                numbers.heads(),
                                2,
                                false,
                                numbers.criticLearningRate(),
                                WEIGHT_DECAY,
                                TARGET_RATE)
                        .withReturns(ActorCriticConfig.Interval.OF_ONE_SUCCESS),
                numbers.scale(),
                MAXIMUM_GRADIENT_NORM);
    }
}
