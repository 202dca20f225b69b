package io.teleloop.learning.algorithm;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.learning.network.Normaliser;
import org.jspecify.annotations.Nullable;

/// What there is to learn, as the first demonstrations showed it.
///
/// @param observationSize numbers of an observation
/// @param action what the policy decides
/// @param normaliser of observations
/// @param base the frozen policy that a residual corrects, null when there is none
public record Problem(
        int observationSize,
        ActionSpec action,
        Normaliser normaliser,
        @Nullable BasePolicy base) {

    public int actionSize() {
        return action.size();
    }
}
