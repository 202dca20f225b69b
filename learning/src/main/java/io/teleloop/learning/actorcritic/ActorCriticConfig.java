package io.teleloop.learning.actorcritic;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.tensor.ParameterLayout;
import java.util.List;

/// Every number of an actor and its critics.
///
/// The actor sees the normalised observation, and with a base also the base's action behind it. The critics see the
/// normalised observation and behind it the (combined) action.
///
/// @param observationSize of an observation
/// @param actionSize of an action
/// @param residualScale 0 for an actor that acts alone; else action = clamp(base + scale * tanh(network), -1, 1) and
///     the
///     actor's last layer starts at 0
/// @param maxGradientNorm gradients of the actor, and of all critics together, are scaled down to it; 0 = never
public record ActorCriticConfig(
        int observationSize, int actionSize, Actor actor, Critic critic, double residualScale, double maxGradientNorm) {

    /// @param hidden sizes of the hidden layers
    /// @param learningRate of Adam, betas .9 and .999, epsilon 1e-8
    /// @param weightDecay decoupled (AdamW), 0 = none
    /// @param imitation weight of the squared distance to demonstrated actions, 0 = none; it guides the actor where
    ///     the critics know little (Nair et al. 2018, "Overcoming Exploration in Reinforcement Learning with
    ///     Demonstrations"; Fujimoto and Gu 2021, "A Minimalist Approach to Offline Reinforcement Learning")
    public record Actor(
            List<Integer> hidden,
            Activation activation,
            boolean layerNorm,
            Distribution distribution,
            double learningRate,
            double weightDecay,
            double imitation) {
        /// Without imitation.
        public Actor(
                List<Integer> hidden,
                Activation activation,
                boolean layerNorm,
                Distribution distribution,
                double learningRate,
                double weightDecay) {
            this(hidden, activation, layerNorm, distribution, learningRate, weightDecay, 0);
        }

        public Actor {
            hidden = List.copyOf(hidden);
        }

        public Actor withImitation(double weight) {
            return new Actor(hidden, activation, layerNorm, distribution, learningRate, weightDecay, weight);
        }
    }

    /// @param hidden sizes of the hidden layers of each head
    /// @param heads critics of the ensemble (E)
    /// @param targetHeads of them, drawn at random, whose minimum is the target (Z)
    /// @param entropyBackup whether the target holds the entropy bonus of the next action
    /// @param targetRate share of the critics that the target takes over at each critic update (tau)
    /// @param returns targets are cut off outside of it, for tasks whose returns are bounded
    public record Critic(
            List<Integer> hidden,
            Activation activation,
            boolean layerNorm,
            int heads,
            int targetHeads,
            boolean entropyBackup,
            double learningRate,
            double weightDecay,
            double targetRate,
            Interval returns) {
        /// Without known bounds of the returns.
        public Critic(
                List<Integer> hidden,
                Activation activation,
                boolean layerNorm,
                int heads,
                int targetHeads,
                boolean entropyBackup,
                double learningRate,
                double weightDecay,
                double targetRate) {
            this(
                    hidden,
                    activation,
                    layerNorm,
                    heads,
                    targetHeads,
                    entropyBackup,
                    learningRate,
                    weightDecay,
                    targetRate,
                    Interval.UNBOUNDED);
        }

        public Critic withReturns(Interval bounds) {
            return new Critic(
                    hidden,
                    activation,
                    layerNorm,
                    heads,
                    targetHeads,
                    entropyBackup,
                    learningRate,
                    weightDecay,
                    targetRate,
                    bounds);
        }

        public Critic {
            hidden = List.copyOf(hidden);
            if (targetHeads < 1 || targetHeads > heads) {
                throw new IllegalArgumentException(
                        "the target takes " + targetHeads + " of " + heads + " critics; it must be 1 to " + heads);
            }
        }
    }

    /// From `lowest` to `highest`.
    public record Interval(double lowest, double highest) {
        public static final Interval UNBOUNDED = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        /// Of a task that rewards its success, once, with 1.
        public static final Interval OF_ONE_SUCCESS = new Interval(0, 1);

        public Interval {
            if (!(lowest < highest)) {
                throw new IllegalArgumentException("an interval from " + lowest + " to " + highest + " is empty");
            }
        }
    }

    /// How the actor's output becomes an action.
    public sealed interface Distribution {
        /// tanh of a Gaussian whose mean and log standard deviation the network gives; entropy is held at the target by
        /// a learned temperature (SAC, Haarnoja et al. 2018).
        ///
        /// @param minimumLogStd the log standard deviation is clamped to it
        /// @param initialTemperature alpha at the start
        /// @param targetEntropy nats, usually -actionSize / 2
        /// @param temperatureLearningRate of Adam on log alpha
        record TanhGaussian(
                double minimumLogStd,
                double maximumLogStd,
                double initialTemperature,
                double targetEntropy,
                double temperatureLearningRate)
                implements Distribution {}

        /// tanh of the network, plus Gaussian noise of a fixed size that is cut at `clip`; no entropy term (ResFiT, and
        /// TD3's target smoothing). The sum is clamped to [-1, 1], and the clamp lets the gradient pass, else
        /// an action
        /// that lies outside could never come back.
        record FixedNoise(double std, double clip) implements Distribution {}
    }

    public boolean residual() {
        return residualScale > 0;
    }

    /// Base actions that a batch must bring.
    public int baseSize() {
        return residual() ? actionSize : 0;
    }

    /// @throws IllegalArgumentException when a batch's rows are not of the networks' sizes
    public void requireSizesOf(Batch batch) {
        if (batch.observationSize() != observationSize
                || batch.actionSize() != actionSize
                || batch.baseSize() != baseSize()) {
            throw new IllegalArgumentException("the batch has observations of " + batch.observationSize()
                    + ", actions of " + batch.actionSize() + " and base actions of " + batch.baseSize()
                    + " numbers, the networks " + observationSize + ", " + actionSize + " and " + baseSize());
        }
    }

    /// @throws IllegalArgumentException when the target takes another number of heads
    public void requireTargetHeads(int[] heads) {
        if (heads.length != critic.targetHeads) {
            throw new IllegalArgumentException(
                    "the target takes " + critic.targetHeads + " critics, the update was given " + heads.length);
        }
    }

    /// Of the actor; its last layer gives the mean, or the mean and behind it the log standard deviation.
    public ParameterLayout actorLayout() {
        int outputs =
                switch (actor.distribution) {
                    case Distribution.TanhGaussian _ -> 2 * actionSize;
                    case Distribution.FixedNoise _ -> actionSize;
                };
        return ParameterLayout.mlp(observationSize + baseSize(), actor.hidden, outputs, actor.layerNorm, residual());
    }

    /// Of the critics and of their targets.
    public ParameterLayout criticLayout() {
        return ParameterLayout.ensemble(critic.heads, observationSize + actionSize, critic.hidden, 1, critic.layerNorm);
    }
}
