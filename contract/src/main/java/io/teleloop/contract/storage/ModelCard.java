package io.teleloop.contract.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.teleloop.contract.CanonicalJson;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All that somebody who reads a learned labeler's words must know of the model behind them. The document whose
/// create-only put publishes a version.
///
/// @param format of this document
/// @param modelId lower case letters, digits and dashes; also the labeler's name
/// @param modelVersion from 1, rising; also the labeler's version
/// @param kind what it tells, for example `success` or `inverse-dynamics`
/// @param task of the episodes that it can label
/// @param createdNs nanoseconds since the epoch
/// @param controlRateHz ticks a second that it was trained at
/// @param observation what it reads of a control step
/// @param action what it tells of a control step; null when it tells no action
/// @param weights safetensors, with all that is needed to run it
/// @param learnedFrom ids of the episodes that it was trained on
/// @param heldOut ids of the episodes that the metrics were measured on and that it never saw
/// @param metrics by name
public record ModelCard(
        int format,
        String modelId,
        int modelVersion,
        String kind,
        String task,
        long createdNs,
        double controlRateHz,
        ObservationSpec observation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ActionSpec action,
        Weights weights,
        List<String> learnedFrom,
        List<String> heldOut,
        Map<String, Double> metrics) {

    public static final int FORMAT = 1;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public ModelCard {
        if (!ID.matcher(modelId).matches() || modelVersion < 1) {
            throw new IllegalArgumentException("model '" + modelId + "@" + modelVersion
                    + "' is no name; use lower-case letters, digits and hyphens, and versions from 1");
        }
        learnedFrom = List.copyOf(learnedFrom);
        heldOut = List.copyOf(heldOut);
        metrics = Map.copyOf(metrics);
    }

    /// Where its numbers lie.
    public record Weights(String key, String sha256, long sizeBytes) {}

    /// Whether it can label such an episode: one of its task, with as many ticks a second.
    public boolean fits(Manifest episode) {
        return episode.task().equals(task) && Double.compare(episode.controlRateHz(), controlRateHz) == 0;
    }

    /// `id@version`.
    public String name() {
        return modelId + "@" + modelVersion;
    }

    /// The document's bytes: the same card gives the same bytes.
    public byte[] toJson() {
        return CanonicalJson.indented(this);
    }

    /// @throws IOException when the bytes are not a card of a format that is understood
    public static ModelCard parse(byte[] json) throws IOException {
        ModelCard card = CanonicalJson.parse(json, ModelCard.class);
        if (card.format() != FORMAT) {
            throw new IOException("model card has format " + card.format() + ", this build reads " + FORMAT
                    + "; use a build that matches the store");
        }
        return card;
    }
}
