package io.teleloop.augmenter.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.service.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is made of every episode. As a setting it is a JSON array:
///
/// ```json
/// [{"augmenter": "demonstration-generator", "group": "nightly", "variants": 5,
///   "parameters": {"range": "D1", "cameras": true}}]
/// ```
public record AugmentationPlan(List<PlannedAugmentation> augmentations) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public AugmentationPlan {
        augmentations = List.copyOf(augmentations);
        Set<String> groups = new HashSet<>();
        for (PlannedAugmentation planned : augmentations) {
            if (!groups.add(planned.group())) {
                throw new IllegalArgumentException(
                        "group " + planned.group() + " stands twice; give each augmentation a group of its own");
            }
        }
    }

    /// @throws ConfigurationException when the text is no plan, or something in it cannot be done: it names the entry
    public static AugmentationPlan parse(String json) {
        try {
            JsonNode entries = JSON.readTree(json);
            if (!entries.isArray()) {
                throw new ConfigurationException("setting 'plan' is no plan: it must be a JSON array");
            }
            List<PlannedAugmentation> augmentations = new ArrayList<>();
            for (JsonNode entry : entries) {
                augmentations.add(planned(augmentations.size() + 1, entry));
            }
            return new AugmentationPlan(augmentations);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("setting 'plan' is no plan: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("setting 'plan' is no plan: " + e.getMessage(), e);
        }
    }

    private static PlannedAugmentation planned(int number, JsonNode entry) {
        try {
            return JSON.treeToValue(entry, PlannedAugmentation.class);
        } catch (JsonProcessingException e) {
            String problem = e.getCause() instanceof IllegalArgumentException refused
                    ? refused.getMessage()
                    : e.getOriginalMessage();
            throw new ConfigurationException(
                    "setting 'plan' is no plan: entry " + number + ", " + entry + ": " + problem, e);
        }
    }
}
