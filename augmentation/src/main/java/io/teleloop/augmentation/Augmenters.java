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
import io.teleloop.sim.task.Task;
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
    /// @throws IllegalArgumentException when there is no such augmenter, parameter, or way to augment the task
    public static Augmenter create(String name, Task task, JsonNode parameters) {
        return switch (name) {
            case DemonstrationGenerator.NAME ->
                new DemonstrationGenerator(task, read(name, parameters, GeneratorParameters.DEFAULT));
            case VisualAugmenter.NAME -> new VisualAugmenter(task, read(name, parameters, VisualRecipe.DEFAULT));
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
                    "parameters " + given + " are not those of " + name + ": " + e.getOriginalMessage(), e);
        }
    }
}
