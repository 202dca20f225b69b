package io.teleloop.trainer.learn;

import io.teleloop.learning.algorithm.Algorithm;
import java.util.HashMap;
import java.util.Map;

/// What the numbers of a learner follow from, beside what it takes.
///
/// @param demonstrations that must be there before learning starts
/// @param generatedDemonstrations whether generated episodes are demonstrations too
/// @param algorithmNumbers its name and all its numbers, as a text that others do not have
/// @param base policy id of the frozen policy that a residual corrects, empty for none
public record LearnerSettings(
        String task,
        Algorithm algorithm,
        String algorithmNumbers,
        int demonstrations,
        boolean generatedDemonstrations,
        long seed,
        String base) {

    /// Two learners with the same description can go on from each other's checkpoints.
    Map<String, String> describe() {
        Map<String, String> description = new HashMap<>(Map.of(
                "task", task,
                "algorithm", algorithmNumbers,
                "demonstrations.min", Integer.toString(demonstrations),
                "seed", Long.toString(seed),
                "base", base));
        if (generatedDemonstrations) {
            // Left out otherwise: so it is in checkpoints from before there was a choice.
            description.put("demonstrations.generated", "true");
        }
        return description;
    }
}
