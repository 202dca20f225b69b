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

    public static OffPolicyAlgorithm.Networks networks(List<Integer> hidden) {
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
                                -actionSize / 2.0,
                                LEARNING_RATE),
                        LEARNING_RATE,
                        0),
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
