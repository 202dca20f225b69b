package io.teleloop.learning.session;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.learning.algorithm.ExportedNetwork;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A policy that is not published yet: the network and what its card says, but for what only the publisher knows.
///
/// @param transitions from steps in which a policy ran
/// @param demonstrationTransitions from demonstrations
public record PolicyDraft(
        String algorithm,
        String task,
        double controlRateHz,
        ObservationSpec observation,
        ActionSpec action,
        ExportedNetwork network,
        PolicyCard.@Nullable Base base,
        long transitions,
        long demonstrationTransitions,
        long updates,
        Map<String, Double> metrics) {

    /// The card of a version.
    ///
    /// @param modelKey object key of the network
    /// @param stepOffsets by partition of the steps topic, the next offset that the weights have not seen
    public PolicyCard card(
            String policyId, long policyVersion, long createdNs, String modelKey, Map<Integer, Long> stepOffsets) {
        return new PolicyCard(
                PolicyCard.FORMAT,
                policyId,
                policyVersion,
                algorithm,
                task,
                createdNs,
                controlRateHz,
                observation,
                action,
                new PolicyCard.Model(
                        modelKey,
                        sha256(network.onnx()),
                        network.onnx().length,
                        network.chunk(),
                        network.execute(),
                        network.noiseSize(),
                        network.explores()),
                base,
                new PolicyCard.Training(transitions, demonstrationTransitions, updates, stepOffsets),
                metrics);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
