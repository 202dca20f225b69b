package io.teleloop.contract.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.teleloop.contract.CanonicalJson;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All that somebody who runs a policy must know of it. The document whose create-only put publishes a version.
///
/// @param format of this document
/// @param policyId lower case letters, digits and dashes; the versions of one id follow each other
/// @param policyVersion from 1, rising
/// @param algorithm for example `bc`, `flow`, `rlpd`, `hil-serl`
/// @param task that it was trained for
/// @param createdNs nanoseconds since the epoch
/// @param controlRateHz ticks a second that it was trained at
/// @param observation in the order of the network's input
/// @param action in the order of the network's output
/// @param model the network
/// @param base the policy below a residual, null for one that stands alone
/// @param training what it was trained on
/// @param metrics named as in [TrainingMetrics]
public record PolicyCard(
        int format,
        String policyId,
        long policyVersion,
        String algorithm,
        String task,
        long createdNs,
        double controlRateHz,
        ObservationSpec observation,
        ActionSpec action,
        Model model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Base base,
        Training training,
        Map<String, Double> metrics) {

    public static final int FORMAT = 2;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public PolicyCard {
        if (!ID.matcher(policyId).matches()) {
            throw new IllegalArgumentException("policy id '" + policyId
                    + "' must be up to 63 lower case letters, digits and dashes, beginning with a letter or digit");
        }
        if (policyVersion < 1) {
            throw new IllegalArgumentException("policy version " + policyVersion + " is below 1");
        }
        metrics = Map.copyOf(metrics);
    }

    /// The network: ONNX, single precision, batch 1.
    ///
    /// | input | shape | |
    /// |---|---|---|
    /// | `observation` | [1, observation size] | raw SI units; the network normalises by itself |
    /// | `base_action` | [1, action size] | only of a residual: the base's normalised action |
    /// | `noise` | [1, noiseSize] | only when noiseSize > 0: standard normal, zeros for no exploration |
    ///
    /// | output | shape | |
    /// |---|---|---|
    /// | `action` | [1, chunk * action size] | normalised, chunk actions one after the other |
    ///
    /// A residual's `action` has the base's action in it already.
    ///
    /// @param key object key of the ONNX file
    /// @param chunk actions that one call decides, for the coming control ticks
    /// @param execute how many of them are carried out before the network is asked again
    /// @param noiseSize 0 for a network without noise
    /// @param explores whether noise is drawn while it acts in training (else it is zero)
    public record Model(
            String key, String sha256, long sizeBytes, int chunk, int execute, int noiseSize, boolean explores) {
        public Model {
            if (chunk < 1 || execute < 1 || execute > chunk || noiseSize < 0) {
                throw new IllegalArgumentException("a network with chunk " + chunk + ", execute " + execute
                        + " and noise size " + noiseSize + " cannot be run");
            }
        }
    }

    /// What a residual corrects: action = clamp(base + scale * residual, -1, 1), all normalised by the same
    /// [ActionSpec].
    public record Base(String policyId, long policyVersion, String cardKey, String cardSha256, double scale) {}

    /// What the weights have seen.
    ///
    /// @param transitions from steps in which a policy ran
    /// @param demonstrationTransitions from demonstrations
    /// @param updates of the weights
    /// @param stepOffsets by partition of the steps topic, the next offset that the weights have not seen
    public record Training(
            long transitions, long demonstrationTransitions, long updates, Map<Integer, Long> stepOffsets) {
        public Training {
            stepOffsets = Map.copyOf(stepOffsets);
        }
    }

    /// `id@version`, as a step names its actor.
    public String name() {
        return policyId + "@" + policyVersion;
    }

    /// The document's bytes: the same card gives the same bytes.
    public byte[] toJson() {
        return CanonicalJson.indented(this);
    }

    /// @throws IOException when the bytes are not a card of a format that is understood
    public static PolicyCard parse(byte[] json) throws IOException {
        PolicyCard card = CanonicalJson.parse(json, PolicyCard.class);
        if (card.format() != FORMAT) {
            throw new IOException("policy card has format " + card.format() + ", this build reads " + FORMAT
                    + "; use a build that matches the store");
        }
        return card;
    }
}
