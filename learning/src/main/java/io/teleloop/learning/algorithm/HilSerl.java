package io.teleloop.learning.algorithm;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.GripperCritic;
import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;
import io.teleloop.learning.fused.FastestEngine;
import io.teleloop.learning.network.Activation;
import java.util.List;

/// Human-in-the-loop reinforcement learning (Luo et al. 2024; numbers of the authors' code): RLPD's core with two
/// critics; what a person does when he takes over is stored as the person's action, among what the policy lived through
/// and among the demonstrations; a gripper that moves is decided by a critic of its own.
///
/// Time limits bootstrap here, while the authors' code ends the task at them.
public final class HilSerl {
    private static final double LEARNING_RATE = 3e-4;
    private static final double INITIAL_TEMPERATURE = 1e-2;
    private static final double TARGET_RATE = 0.005;
    private static final double MINIMUM_LOG_STD = Math.log(1e-5);
    private static final double MAXIMUM_LOG_STD = Math.log(5);
    private static final double GRIPPER_PENALTY = 0.02;

    public static final OffPolicyAlgorithm DEFAULT = new OffPolicyAlgorithm(
            "hil-serl",
            new ExperienceRules(0.97, 1, RewardRule.TASK),
            networks(List.of(256, 256)),
            new OffPolicyAlgorithm.Schedule(256, 2, 1, 100, 0),
            new OffPolicyAlgorithm.Stores(200_000, 200_000, true),
            gripper(List.of(256, 256)),
            false,
            FastestEngine::start);

    private HilSerl() {}

    /// For learning within minutes on a processor: small networks and batches, returns over three steps, a surer
    /// actor, and demonstrations and interventions that are imitated too, first without a robot. The authors'
    /// numbers ask for a GPU and for hours of a robot's time.
    ///
    /// @param hidden sizes of the hidden layers
    public static OffPolicyAlgorithm onCpu(List<Integer> hidden) {
        return DEFAULT.withExperience(new ExperienceRules(0.99, 3, RewardRule.TASK))
                .withNetworks(networks(hidden, 1, 0.5))
                .withGripper(gripper(hidden))
                .withSchedule(new OffPolicyAlgorithm.Schedule(128, 2, 1, 100, 0, 8_000));
    }

    public static OffPolicyAlgorithm.Networks networks(List<Integer> hidden) {
        return networks(hidden, 0.5, 0);
    }

    /// @param certainty how far below 0 the entropy is held, nats for each dimension of the action
    /// @param imitation weight of what was demonstrated in the actor's loss
    public static OffPolicyAlgorithm.Networks networks(List<Integer> hidden, double certainty, double imitation) {
        return (observationSize, actionSize) -> new ActorCriticConfig(
                observationSize,
                actionSize,
                new ActorCriticConfig.Actor(
                        hidden,
                        Activation.TANH,
                        true,
                        new ActorCriticConfig.Distribution.TanhGaussian(
                                MINIMUM_LOG_STD,
                                MAXIMUM_LOG_STD,
                                INITIAL_TEMPERATURE,
                                -actionSize * certainty,
                                LEARNING_RATE),
                        LEARNING_RATE,
                        0,
                        imitation),
                new ActorCriticConfig.Critic(hidden, Activation.TANH, true, 2, 2, false, LEARNING_RATE, 0, TARGET_RATE)
                        .withReturns(ActorCriticConfig.Interval.OF_ONE_SUCCESS),
                0,
                0);
    }

    public static OffPolicyAlgorithm.Gripper gripper(List<Integer> hidden) {
        return observationSize -> new GripperCritic.Config(
                observationSize, hidden, Activation.TANH, true, LEARNING_RATE, TARGET_RATE, GRIPPER_PENALTY);
    }
}
