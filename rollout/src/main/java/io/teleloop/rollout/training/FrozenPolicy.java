package io.teleloop.rollout.training;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.learning.session.LearningBase;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import java.util.ArrayList;
import java.util.List;

/// The base below a residual: trained once, and from then on only run.
final class FrozenPolicy implements AutoCloseable {
    private final PolicyBundle bundle;
    private final PolicyRunner runner;

    FrozenPolicy(PolicyBundle bundle) {
        this.bundle = bundle;
        runner = PolicyRunner.open(bundle);
    }

    PolicyBundle bundle() {
        return bundle;
    }

    LearningBase learningBase() {
        return new LearningBase(
                bundle.card(),
                ObjectKeys.policyCard(bundle.card().policyId(), bundle.card().policyVersion()),
                bundle.cardSha256(),
                this::actions);
    }

    private List<float[]> actions(List<float[]> observations) {
        runner.reset();
        List<float[]> actions = new ArrayList<>(observations.size());
        for (float[] observation : observations) {
            actions.add(runner.act(observation).action());
        }
        return actions;
    }

    @Override
    public void close() {
        runner.close();
    }
}
