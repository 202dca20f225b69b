package io.teleloop.augmenter.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.augmentation.Augmenters;
import io.teleloop.service.ConfigurationException;
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
            if (!Augmenters.names().contains(planned.augmenter())) {
                throw new IllegalArgumentException(
                        "there is no augmenter '" + planned.augmenter() + "'; there are " + Augmenters.names());
            }
            if (!groups.add(planned.group())) {
                throw new IllegalArgumentException(
                        "group " + planned.group() + " stands twice; give each augmentation a group of its own");
            }
        }
    }

    /// @throws ConfigurationException when the text is no plan
    public static AugmentationPlan parse(String json) {
        try {
            return new AugmentationPlan(List.of(JSON.readValue(json, PlannedAugmentation[].class)));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException("setting 'plan' is no plan: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("setting 'plan' is no plan: " + e.getMessage(), e);
        }
    }
}
