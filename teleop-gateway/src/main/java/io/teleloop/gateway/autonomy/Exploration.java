package io.teleloop.gateway.autonomy;

import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import java.util.random.RandomGenerator;

/// Whether a policy does what it holds best, or also tries what it is not sure of, for a learner to see.
public enum Exploration {
    NONE {
        @Override
        PolicyRunner open(PolicyBundle bundle) {
            return PolicyRunner.open(bundle);
        }
    },
    /// If the policy's card says that it can.
    ALLOWED {
        @Override
        PolicyRunner open(PolicyBundle bundle) {
            return PolicyRunner.exploring(bundle, RandomGenerator.getDefault());
        }
    };

    abstract PolicyRunner open(PolicyBundle bundle);
}
