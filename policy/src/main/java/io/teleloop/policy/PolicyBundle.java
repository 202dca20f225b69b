package io.teleloop.policy;

import io.teleloop.contract.Sha256;
import io.teleloop.contract.policy.PolicyCard;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// All that is needed to run one version of a policy, proved to belong together.
///
/// @param cardSha256 of the card's bytes
/// @param model the ONNX file that the card describes
/// @param base the policy below a residual, null for one that stands alone
public record PolicyBundle(
        PolicyCard card,
        String cardSha256,
        byte[] model,
        @Nullable PolicyBundle base) {
    /// A card is a page of text.
    private static final long CARD_LIMIT_BYTES = 1 << 20;
    private static final long MODEL_LIMIT_BYTES = 256 << 20;

    /// @throws PolicyFaultException when model, card and base do not belong together
    public PolicyBundle {
        PolicyCard.Model expected = card.model();
        String sha256 = Sha256.hex(model);
        if (model.length != expected.sizeBytes() || !sha256.equals(expected.sha256())) {
            throw new PolicyFaultException("the model of policy " + card.name() + " has " + model.length
                    + " bytes and sha256 " + sha256 + ", its card says " + expected.sizeBytes() + " and "
                    + expected.sha256() + "; publish the policy again");
        }
        requireFittingBase(card, base);
    }

    /// A policy that has not been stored.
    ///
    /// @throws PolicyFaultException when model, card and base do not belong together
    public static PolicyBundle of(PolicyCard card, byte[] model, @Nullable PolicyBundle base) {
        return new PolicyBundle(card, Sha256.hex(card.toJson()), model, base);
    }

    /// Reads a published policy, with the base below it.
    ///
    /// @param cardSha256 as published
    /// @throws IOException when the source does not give a part
    /// @throws PolicyFaultException when the parts do not belong together
    public static PolicyBundle load(PolicySource source, String cardKey, String cardSha256) throws IOException {
        byte[] json = source.read(cardKey, CARD_LIMIT_BYTES);
        if (!Sha256.hex(json).equals(cardSha256)) {
            throw new PolicyFaultException("policy card " + cardKey + " has sha256 " + Sha256.hex(json)
                    + ", published was " + cardSha256 + "; the object was changed after its publication");
        }
        PolicyCard card = PolicyCard.parse(json);
        PolicyCard.Model model = card.model();
        if (model.sizeBytes() > MODEL_LIMIT_BYTES) {
            throw new PolicyFaultException("the model of policy " + card.name() + " has " + model.sizeBytes()
                    + " bytes, at most " + MODEL_LIMIT_BYTES + " are loaded");
        }
        PolicyCard.Base base = card.base();
        return new PolicyBundle(
                card,
                cardSha256,
                source.read(model.key(), model.sizeBytes()),
                base == null ? null : load(source, base.cardKey(), base.cardSha256()));
    }

    private static void requireFittingBase(PolicyCard card, @Nullable PolicyBundle base) {
        PolicyCard.Base expected = card.base();
        if (expected == null) {
            if (base != null) {
                throw new PolicyFaultException("policy " + card.name() + " stands alone, it was given the base "
                        + base.card().name());
            }
            return;
        }
        String name = expected.policyId() + "@" + expected.policyVersion();
        if (base == null) {
            throw new PolicyFaultException("policy " + card.name() + " corrects " + name + ", which was not given");
        }
        PolicyCard below = base.card();
        if (!below.name().equals(name) || !base.cardSha256().equals(expected.cardSha256())) {
            throw new PolicyFaultException("policy " + card.name() + " corrects " + name + " with card sha256 "
                    + expected.cardSha256() + ", it was given " + below.name() + " with " + base.cardSha256());
        }
        if (!below.observation().equals(card.observation())
                || !below.action().equals(card.action())
                || below.controlRateHz() != card.controlRateHz()) {
            throw new PolicyFaultException("policy " + card.name() + " and its base " + name
                    + " must have the same observation, action and control rate; train the residual on its base");
        }
        if (card.model().chunk() != 1) {
            throw new PolicyFaultException("policy " + card.name() + " corrects one action at a time, its card says "
                    + card.model().chunk() + " a call");
        }
    }
}
