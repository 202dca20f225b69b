package io.teleloop.rollout.training;

import io.teleloop.augmentation.demonstration.GeneratorParameters;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.rollout.Seeds;
import io.teleloop.sim.world.World;
import java.util.List;

/// What there is to learn from before the policy lives through anything.
///
/// @param demonstrations of the expert; where only some are told with their actions, the others' are inferred
/// @param generated from the demonstrations
record TrainingData(Demonstrations demonstrations, GeneratedDemonstrations generated) {
    /// Lets the expert demonstrate, and makes of it what the settings ask for.
    static TrainingData prepare(World world, RunSettings settings, Seeds seeds, Progress progress) {
        progress.stage(seeds.run(), "demonstrations");
        Demonstrations demonstrations =
                Demonstrations.record(world, settings.task(), seeds, settings.demonstrations(), settings.expertSkill());
        if (settings.withActions() < settings.demonstrations()) {
            progress.stage(seeds.run(), "inferring actions");
            demonstrations = InferredActions.of(
                    demonstrations, settings.withActions(), world.description(), InferredActions.DYNAMICS, seeds.run());
        }
        if (settings.generated() == 0) {
            return new TrainingData(demonstrations, GeneratedDemonstrations.none());
        }
        progress.stage(seeds.run(), "generating demonstrations");
        GeneratedDemonstrations generated = GeneratedDemonstrations.generate(
                settings.task().task(),
                world.description(),
                demonstrations,
                GeneratorParameters.DEFAULT.withCameras(false).withRange(settings.range()),
                seeds,
                settings.generated(),
                progress);
        return new TrainingData(demonstrations, generated);
    }

    /// The same demonstrations without what was generated from them.
    TrainingData realOnly() {
        return new TrainingData(demonstrations, GeneratedDemonstrations.none());
    }

    /// How many there are of both kinds.
    int episodes() {
        return demonstrations.episodes().size() + generated.episodes().size();
    }

    void addTo(LearningSession session) {
        demonstrations.episodes().forEach(episode -> add(episode, session));
        generated.episodes().forEach(episode -> add(episode, session));
    }

    private static void add(List<Step> episode, LearningSession session) {
        session.addDemonstration(episode.getFirst().getEpisodeId(), episode);
    }
}
