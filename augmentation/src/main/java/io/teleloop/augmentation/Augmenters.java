package io.teleloop.augmentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.augmentation.visual.VisualAugmenter;
import io.teleloop.augmentation.visual.VisualRecipe;
import java.util.List;

/// The augmenters that exist, by name.
public final class Augmenters {
    private static final List<String> NAMES = List.of(DemonstrationGenerator.NAME, VisualAugmenter.NAME);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Augmenters() {}

    public static List<String> names() {
        return NAMES;
    }

    /// @param parameters a JSON object; what it leaves out has the augmenter's default
    /// @throws IllegalArgumentException when there is no such augmenter or parameter, or a network that it names
    ///     cannot be used
    public static ConfiguredAugmenter configured(String name, JsonNode parameters) {
        return switch (name) {
            case DemonstrationGenerator.NAME -> {
                GeneratorParameters read = read(name, parameters, GeneratorParameters.DEFAULT);
                yield new ConfiguredAugmenter(
                        read.labeler().orElse(""), task -> new DemonstrationGenerator(task, read));
            }
            case VisualAugmenter.NAME -> {
                VisualRecipe read = read(name, parameters, VisualRecipe.DEFAULT);
                read.checkNetwork();
                yield new ConfiguredAugmenter("", task -> new VisualAugmenter(task, read));
            }
            default -> throw new IllegalArgumentException("there is no augmenter '" + name + "'; there are " + NAMES);
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> T read(String name, JsonNode given, T defaults) {
        ObjectNode whole = JSON.valueToTree(defaults);
        given.properties().forEach(property -> whole.set(property.getKey(), property.getValue()));
        try {
            return (T) JSON.treeToValue(whole, defaults.getClass());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "parameters " + given + " are not those of " + name + ": " + reason(e), e);
        }
    }

    /// What a record refused says more than that it could not be made.
    private static String reason(JsonProcessingException e) {
        return e.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : e.getOriginalMessage();
    }
}
