package io.teleloop.rollout.training;

import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.demonstration.DemonstrationGenerator;
import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.rollout.Seeds;
import io.teleloop.sim.task.Task;
import java.util.ArrayList;
import java.util.List;

/// Episodes that were generated from demonstrations, by the augmenter that makes them for stored episodes too.
///
/// @param episodes steps of each, in order
/// @param attempts that they took
public record GeneratedDemonstrations(List<List<Step>> episodes, int attempts) {
    private static final String GROUP = "rollout";

    static GeneratedDemonstrations none() {
        return new GeneratedDemonstrations(List.of(), 0);
    }

    /// Generates from all demonstrations until there are enough successes. The attempts' start states are those of
    /// training episodes, none of which is an evaluation's.
    ///
    /// @param robot that performed the demonstrations
    /// @throws IllegalStateException when nearly every attempt fails
    /// @throws IllegalArgumentException when demonstrations of the task cannot be moved to other scenes
    public static GeneratedDemonstrations generate(
            Task task,
            RobotDescription robot,
            Demonstrations demonstrations,
            GeneratorParameters parameters,
            Seeds seeds,
            int wanted,
            Progress progress) {
        List<SourceEpisode> sources = demonstrations.episodes().stream()
                .map(steps ->
                        new SourceEpisode(new EpisodeId(steps.getFirst().getEpisodeId()), robot, steps, List.of()))
                .toList();
        List<List<Step>> episodes = new ArrayList<>();
        try (DemonstrationGenerator generator = new DemonstrationGenerator(task, parameters)) {
            Generation generation = new Generation(generator, sources, GROUP, seeds::episode, wanted);
            while (!generation.done()) {
                generation.attempt().ifPresent(episode -> episodes.add(episode.steps()));
                progress.generated(generation.successes(), wanted, generation.attempts());
            }
            return new GeneratedDemonstrations(episodes, generation.attempts());
        }
    }
}
