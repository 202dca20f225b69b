package io.teleloop.learning.algorithm;

import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.GripperCritic;
import io.teleloop.learning.diffusion.SyntheticExperience;
import io.teleloop.learning.experience.ExperienceRules;
import org.jspecify.annotations.Nullable;

/// A recipe over the one off-policy core, [OffPolicyLearner]: all that tells RLPD, HIL-SERL, RLIF and ResFiT apart.
///
/// @param name as in policy cards
/// @param experience gamma, n, and what is rewarded
/// @param networks and their losses
/// @param schedule how often what is updated
/// @param stores which transition is kept where
/// @param gripper how a gripper that moves is decided apart from the rest, null when the actor decides it too
/// @param base whether a frozen policy is corrected
/// @param engine computes the updates
public record OffPolicyAlgorithm(
        String name,
        ExperienceRules experience,
        Networks networks,
        Schedule schedule,
        Stores stores,
        @Nullable Gripper gripper,
        boolean base,
        Engine engine)
        implements Algorithm {

    /// Networks for a problem of a size.
    @FunctionalInterface
    public interface Networks {
        ActorCriticConfig of(int observationSize, int actionSize);
    }

    /// A gripper's networks for a problem of a size.
    @FunctionalInterface
    public interface Gripper {
        GripperCritic.Config of(int observationSize);
    }

    /// What computes: libtorch, or the fused engine.
    @FunctionalInterface
    public interface Engine {
        ActorCritic start(ActorCriticConfig config, ActorCriticState state);
    }

    /// @param batchSize transitions of one critic update
    /// @param criticUpdates of one learner update, the last of which an actor update follows
    /// @param updatesPerTransition learner updates for each online transition, at most
    /// @param firstTransitions online transitions before the first update
    /// @param criticWarmUp critic updates before the first actor update
    /// @param offlineUpdates learner updates from demonstrations alone, before the first transition
    public record Schedule(
            int batchSize,
            int criticUpdates,
            double updatesPerTransition,
            int firstTransitions,
            long criticWarmUp,
            long offlineUpdates) {
        /// Without offline updates.
        public Schedule(
                int batchSize, int criticUpdates, double updatesPerTransition, int firstTransitions, long warmUp) {
            this(batchSize, criticUpdates, updatesPerTransition, firstTransitions, warmUp, 0);
        }
    }

    /// @param online transitions that are kept of those that the policy lived through
    /// @param demonstrations transitions that are kept of the other half
    /// @param interventionsAreDemonstrations whether what a person did while the policy ran enters both
    /// @param synthesis what a third store is filled with, which takes a share of every batch; null without one
    public record Stores(
            int online,
            int demonstrations,
            boolean interventionsAreDemonstrations,
            SyntheticExperience.@Nullable Config synthesis) {
        /// Without a third store.
        public Stores(int online, int demonstrations, boolean interventionsAreDemonstrations) {
            this(online, demonstrations, interventionsAreDemonstrations, null);
        }
    }

    @Override
    public double allowedUpdates(long transitions) {
        return schedule.offlineUpdates + schedule.updatesPerTransition * transitions;
    }

    /// @throws IllegalArgumentException when there is a base and none is wanted, or the other way round
    @Override
    public Learner learner(Problem problem, long seed) {
        return new OffPolicyLearner(this, problem, seed);
    }

    public OffPolicyAlgorithm withNetworks(Networks other) {
        return new OffPolicyAlgorithm(name, experience, other, schedule, stores, gripper, base, engine);
    }

    public OffPolicyAlgorithm withSchedule(Schedule other) {
        return new OffPolicyAlgorithm(name, experience, networks, other, stores, gripper, base, engine);
    }

    public OffPolicyAlgorithm withExperience(ExperienceRules other) {
        return new OffPolicyAlgorithm(name, other, networks, schedule, stores, gripper, base, engine);
    }

    public OffPolicyAlgorithm withGripper(Gripper other) {
        return new OffPolicyAlgorithm(name, experience, networks, schedule, stores, other, base, engine);
    }

    /// With a store of made-up transitions. These are of one step, and so must all returns be.
    public OffPolicyAlgorithm withSynthesis(SyntheticExperience.Config synthesis) {
        Stores three =
                new Stores(stores.online, stores.demonstrations, stores.interventionsAreDemonstrations, synthesis);
        return new OffPolicyAlgorithm(name, experience.ofOneStep(), networks, schedule, three, gripper, base, engine);
    }

    public OffPolicyAlgorithm withEngine(Engine other) {
        return new OffPolicyAlgorithm(name, experience, networks, schedule, stores, gripper, base, other);
    }
}
