package io.teleloop.learning.replay;

/// One decision and what came of it.
///
/// @param observation raw SI features, as the policy's [io.teleloop.contract.policy.ObservationSpec] lists them
/// @param action what was really executed, normalised to [-1, 1]; of a residual policy the combined action
/// @param reward of the step, or discounted sum over the steps that a fold joins
/// @param discount that the value of the next observation is multiplied with: gamma for one step, gamma^n for n steps,
///     0 when the task ended
/// @param nextObservation as `observation`; any finite numbers when `discount` is 0
/// @param baseAction what the frozen base below a residual wanted at `observation`; empty without a base
/// @param nextBaseAction the same at `nextObservation`; empty without a base
/// @param intervention whether a person drove while a policy ran
/// @param gripperMoved whether the gripper was told another thing than in the step before
public record Transition(
        float[] observation,
        float[] action,
        float reward,
        float discount,
        float[] nextObservation,
        float[] baseAction,
        float[] nextBaseAction,
        boolean intervention,
        boolean gripperMoved) {

    private static final float[] NONE = {};

    /// A transition without a base and without an intervention.
    public static Transition of(
            float[] observation, float[] action, float reward, float discount, float[] nextObservation) {
        return new Transition(observation, action, reward, discount, nextObservation, NONE, NONE, false, false);
    }

    /// This transition and the one after it as one of two steps: rewards add up discounted, discounts multiply.
    public Transition then(Transition next) {
        return new Transition(
                observation,
                action,
                reward + discount * next.reward,
                discount * next.discount,
                next.nextObservation,
                baseAction,
                next.nextBaseAction,
                intervention,
                gripperMoved);
    }

    /// The same with other base actions.
    public Transition withBase(float[] base, float[] nextBase) {
        return new Transition(
                observation, action, reward, discount, nextObservation, base, nextBase, intervention, gripperMoved);
    }

    /// Whether the task ended with it.
    public boolean terminal() {
        return discount == 0;
    }
}
