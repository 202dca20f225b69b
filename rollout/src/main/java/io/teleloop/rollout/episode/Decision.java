package io.teleloop.rollout.episode;

import io.teleloop.contract.v1.Actor;

/// What is wanted at one tick. Actions are in the order of the robot's action space, physical units.
///
/// @param policyAction what the policy wants; empty when none runs
/// @param baseAction what the policy below a residual wants; empty without one
/// @param action what is asked of the robot
/// @param actor who chose it
/// @param interventionId rises with every intervention of the episode; 0 outside one
public record Decision(float[] policyAction, float[] baseAction, float[] action, Actor actor, int interventionId) {
    private static final float[] NONE = {};

    /// The policy drives.
    static Decision ofPolicy(Autopilot.Wish wish, String actorId) {
        return new Decision(wish.action(), wish.baseAction(), wish.action(), actor(Actor.Kind.POLICY, actorId), 0);
    }

    /// A person drives while the policy is still asked.
    static Decision ofIntervention(Autopilot.Wish wish, float[] action, String operator, int interventionId) {
        return new Decision(
                wish.action(), wish.baseAction(), action, actor(Actor.Kind.OPERATOR, operator), interventionId);
    }

    /// A person drives and no policy runs.
    static Decision ofDemonstration(float[] action, String operator) {
        return new Decision(NONE, NONE, action, actor(Actor.Kind.OPERATOR, operator), 0);
    }

    private static Actor actor(Actor.Kind kind, String id) {
        return Actor.newBuilder().setKind(kind).setId(id).build();
    }
}
