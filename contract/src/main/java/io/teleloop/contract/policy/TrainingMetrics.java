package io.teleloop.contract.policy;

/// Names of what a learner tells of itself, in `TrainingProgress` and in policy cards.
public final class TrainingMetrics {
    /// Of the last 20 episodes in which a policy ran, the share that succeeded.
    public static final String SUCCESS_RATE = "success_rate";
    /// Of the steps of the last 20 episodes in which a policy ran, the share that a person drove.
    public static final String INTERVENTION_RATE = "intervention_rate";
    /// Mean sum of rewards over the last 20 episodes in which a policy ran.
    public static final String RETURN = "return";
    /// Episodes in which a policy ran.
    public static final String EPISODES = "episodes";
    public static final String CRITIC_LOSS = "critic_loss";
    public static final String ACTOR_LOSS = "actor_loss";
    public static final String TEMPERATURE_LOSS = "temperature_loss";
    /// Entropy bonus' weight (alpha).
    public static final String TEMPERATURE = "temperature";
    /// Of the policy's distribution, nats.
    public static final String ENTROPY = "entropy";
    /// Mean of the critics on the training batch.
    public static final String Q = "q";
    /// Critic updates for each transition that came in.
    public static final String UPDATES_PER_TRANSITION = "updates_per_transition";
    public static final String UPDATES_PER_SECOND = "updates_per_second";
    /// Mean squared error or negative log-likelihood of behaviour cloning; velocity error of a flow policy.
    public static final String IMITATION_LOSS = "imitation_loss";
    /// The same on demonstrations that are held out.
    public static final String IMITATION_LOSS_HELD_OUT = "imitation_loss_held_out";
    /// Steps that wait to be consumed.
    public static final String LAG = "lag";

    private TrainingMetrics() {}
}
