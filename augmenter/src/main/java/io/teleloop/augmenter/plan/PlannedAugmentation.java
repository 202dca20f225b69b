package io.teleloop.augmenter.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.teleloop.contract.storage.ObjectKeys;
import org.jspecify.annotations.Nullable;

/// One augmenter, applied to each episode.
///
/// @param augmenter its name
/// @param group that the generated episodes belong to
/// @param variants of each episode
/// @param ofGenerated whether also generated episodes are augmented; those of the same group never are
/// @param parameters of the augmenter; what is left out has its default
public record PlannedAugmentation(
        @JsonProperty(required = true) String augmenter,
        @JsonProperty(required = true) String group,
        @JsonProperty(required = true) int variants,
        boolean ofGenerated,
        JsonNode parameters) {
    private static final int MOST_VARIANTS = 1000;
    private static final String CUTS = "cuts";

    public PlannedAugmentation(
            String augmenter, String group, int variants, boolean ofGenerated, @Nullable JsonNode parameters) {
        this.augmenter = augmenter;
        this.group = group;
        this.variants = variants;
        this.ofGenerated = ofGenerated;
        this.parameters = parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
        // Refuses names that can be no part of a key.
        String _ = ObjectKeys.generated(group, "name");
        if (variants < 1 || variants > MOST_VARIANTS) {
            throw new IllegalArgumentException(
                    "group " + group + " has " + variants + " variants, it must have 1 to " + MOST_VARIANTS);
        }
        if (!this.parameters.isObject()) {
            throw new IllegalArgumentException("the parameters of group " + group + " are no JSON object");
        }
    }

    /// The labeler whose word is waited for, as in `phases@1`; empty when an episode is augmented as soon as it is
    /// sealed.
    public String waitsFor() {
        String cuts = parameters.path(CUTS).asText();
        return cuts.contains("@") ? cuts : "";
    }
}
