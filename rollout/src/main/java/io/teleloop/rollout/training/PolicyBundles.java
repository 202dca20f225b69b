package io.teleloop.rollout.training;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.learning.session.PolicyDraft;
import io.teleloop.policy.PolicyBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes policies that are run but not published out of drafts.
final class PolicyBundles {
    private PolicyBundles() {}

    /// @param policyId of the policy
    /// @param version from 1
    /// @param base below a residual
    static PolicyBundle of(PolicyDraft draft, String policyId, long version, @Nullable PolicyBundle base) {
        // The time is left at zero: equal runs give equal cards.
        PolicyCard card = draft.card(policyId, version, 0, ObjectKeys.policyModel(policyId, version), Map.of());
        return PolicyBundle.of(card, draft.network().onnx(), base);
    }
}
