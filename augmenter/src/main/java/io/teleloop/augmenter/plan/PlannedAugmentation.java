package io.teleloop.augmenter.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.teleloop.augmentation.Augmenters;
import io.teleloop.augmentation.ConfiguredAugmenter;
import io.teleloop.contract.storage.ObjectKeys;
import org.jspecify.annotations.Nullable;

/// One augmenter, applied to each episode.
///
/// @param name of the augmenter
/// @param group that the generated episodes belong to
/// @param variants of each episode
/// @param ofGenerated whether also generated episodes are augmented; those of the same group never are
/// @param augmenter with its parameters
public record PlannedAugmentation(
        String name, String group, int variants, boolean ofGenerated, ConfiguredAugmenter augmenter) {
    private static final int MOST_VARIANTS = 1000;

    public PlannedAugmentation {
        // Refuses names that can be no part of a key.
        String _ = ObjectKeys.generated(group, "name");
        if (variants < 1 || variants > MOST_VARIANTS) {
            throw new IllegalArgumentException(
                    "group " + group + " has " + variants + " variants, it must have 1 to " + MOST_VARIANTS);
        }
    }

    /// As in a plan.
    ///
    /// @param parameters of the augmenter; what is left out has its default
    /// @throws IllegalArgumentException when it cannot be done: it says what is wrong
    @JsonCreator
    public static PlannedAugmentation of(
            @JsonProperty(value = "augmenter", required = true) String augmenter,
            @JsonProperty(value = "group", required = true) String group,
            @JsonProperty(value = "variants", required = true) int variants,
            @JsonProperty("ofGenerated") boolean ofGenerated,
            @JsonProperty("parameters") @Nullable JsonNode parameters) {
        JsonNode given = parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
        if (!given.isObject()) {
            throw new IllegalArgumentException("the parameters of group " + group + " are no JSON object");
        }
        return new PlannedAugmentation(
                augmenter, group, variants, ofGenerated, Augmenters.configured(augmenter, given));
    }

    /// The labeler whose word is waited for, as in `phases@1`; empty when an episode is augmented as soon as it is
    /// sealed.
    public String waitsFor() {
        return augmenter.labeler();
    }
}
