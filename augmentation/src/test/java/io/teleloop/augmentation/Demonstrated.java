package io.teleloop.augmentation;

import io.teleloop.augmentation.simulation.SimulatedStage;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.world.Actions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Demonstrations by a scripted expert.
public final class Demonstrated {
    private static final int MOST_TICKS = 400;
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");

    private Demonstrated() {}

    /// Successful ones, without pictures.
    public static List<SourceEpisode> demonstrations(Task task, int count) {
        List<SourceEpisode> episodes = new ArrayList<>();
        try (SimulatedStage stage = new SimulatedStage(task, "sim-1", false)) {
            for (long seed = 1; episodes.size() < count; seed++) {
                GeneratedEpisode performed = perform(stage, task.expert(1, seed), seed);
                if (stage.succeeded()) {
                    episodes.add(new SourceEpisode(performed.id(), stage.robot(), performed.steps(), List.of()));
                }
            }
        }
        return episodes;
    }

    private static GeneratedEpisode perform(SimulatedStage stage, ScriptedExpert expert, long seed) {
        ExpertObservation now = stage.reset(seed, ResetRange.D0);
        EpisodeId performed = EpisodeId.at(FIRST.plusSeconds(60 * seed), new SplittableRandom(seed));
        stage.roll(new Lineage(performed, Provenance.getDefaultInstance()));
        for (int tick = 0; tick < MOST_TICKS && !stage.succeeded(); tick++) {
            now = stage.act(Actions.vector(expert.act(now)));
        }
        return stage.finish();
    }
}
