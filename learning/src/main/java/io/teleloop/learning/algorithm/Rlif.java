package io.teleloop.learning.algorithm;

import io.teleloop.learning.experience.ExperienceRules;
import io.teleloop.learning.experience.RewardRule;
import io.teleloop.learning.fused.FastestEngine;
import java.util.List;

/// Reinforcement learning from interventions only (Luo et al. 2023, "RLIF: Interactive Imitation Learning as
/// Reinforcement Learning"): RLPD whose only reward is -1 for what made a person take over. Every transition is kept,
/// the person's too; demonstrations are prior data with reward 0.
public final class Rlif {
    public static final OffPolicyAlgorithm DEFAULT = new OffPolicyAlgorithm(
            "rlif",
            new ExperienceRules(0.99, 1, RewardRule.INTERVENTION),
            Rlpd.networks(List.of(256, 256, 256), 10, 2),
            new OffPolicyAlgorithm.Schedule(256, 20, 1, 100, 0),
            new OffPolicyAlgorithm.Stores(1_000_000, 1_000_000, false),
            null,
            false,
            FastestEngine::start);

    private Rlif() {}

    /// As [Rlpd#onCpu(List)].
    public static OffPolicyAlgorithm onCpu(List<Integer> hidden) {
        return DEFAULT.withExperience(new ExperienceRules(0.99, 3, RewardRule.INTERVENTION))
                .withNetworks(Rlpd.networks(hidden, 2, 2, 0.1))
                .withSchedule(new OffPolicyAlgorithm.Schedule(128, 2, 1, 300, 0));
    }
}
