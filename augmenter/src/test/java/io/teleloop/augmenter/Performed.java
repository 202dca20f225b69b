package io.teleloop.augmenter;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Lineage;
import io.teleloop.augmentation.simulation.SimulatedStage;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Provenance;
import io.teleloop.contract.v1.Step;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.Actions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A demonstration as a gateway records it: an expert inserts a peg.
///
/// @param records opened, samples, closed
public record Performed(EpisodeId id, List<EpisodeRecord> records) {
    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");
    private static final int MOST_TICKS = 400;

    /// @param seed of the start state; the expert succeeds in nearly all
    public static Performed demonstration(long seed) {
        Task task = Tasks.named("peg-insertion");
        try (SimulatedStage stage = new SimulatedStage(task, "sim-1", false)) {
            ScriptedExpert expert = task.expert(1, seed);
            ExpertObservation now = stage.reset(seed, ResetRange.D0);
            EpisodeId id = EpisodeId.at(FIRST.plusSeconds(60 * seed), new SplittableRandom(seed));
            stage.roll(new Lineage(id, Provenance.getDefaultInstance()));
            for (int tick = 0; tick < MOST_TICKS && !stage.succeeded(); tick++) {
                now = stage.act(Actions.vector(expert.act(now)));
            }
            if (!stage.succeeded()) {
                throw new IllegalStateException("the expert fails from seed " + seed + "; choose another");
            }
            return of(stage.finish());
        }
    }

    /// The same, but its steps do not tell where anything was.
    public Performed withoutReadings() throws InvalidProtocolBufferException {
        List<EpisodeRecord> blind = new ArrayList<>();
        for (EpisodeRecord record : records) {
            EpisodeRecord.Builder changed = record.toBuilder();
            if (record.getSample().getStream().equals(Streams.STEP)) {
                Step step = Step.parseFrom(record.getSample().getData());
                changed.getSampleBuilder()
                        .setData(step.toBuilder().clearObservation().build().toByteString());
            }
            blind.add(changed.build());
        }
        return new Performed(id, blind);
    }

    private static Performed of(GeneratedEpisode episode) {
        List<EpisodeRecord> records = new ArrayList<>(episode.records());
        EpisodeRecord.Builder opened = records.getFirst().toBuilder();
        opened.getOpenedBuilder().clearProvenance().setOperatorId("alice");
        records.set(0, opened.build());
        return new Performed(episode.id(), records);
    }
}
