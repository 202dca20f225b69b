package io.teleloop.augmentation.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.augmentation.Demonstrated;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.Phase;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.sim.task.HeldOutStarts;
import io.teleloop.sim.task.ResetRange;
import io.teleloop.sim.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemonstrationGeneratorTest {
    private static final GeneratorParameters BLIND = GeneratorParameters.DEFAULT.withCameras(false);
    private static final String GROUP = "test";

    private static List<SourceEpisode> insertions = List.of();
    private static @Nullable GeneratedEpisode insertion;

    @BeforeAll
    static void demonstrate() {
        insertions = Demonstrated.demonstrations(Tasks.named("peg-insertion"), 3);
    }

    @Test
    void halfOfTheAttemptsAtInsertionShouldSucceed() {
        assertThat(successes("peg-insertion", insertions, BLIND, 6)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void mostAttemptsAtLiftingShouldSucceed() {
        List<SourceEpisode> lifts = Demonstrated.demonstrations(Tasks.named("pick-lift"), 2);
        assertThat(successes("pick-lift", lifts, BLIND, 3)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aTurnedHoleShouldBeMetToo() {
        assertThat(successes("peg-insertion", insertions, BLIND.withRange(ResetRange.D2), 4))
                .isPositive();
    }

    @Test
    void theSameSeedShouldGiveTheSameBytesWhateverWasMadeBefore() {
        GeneratedEpisode first = generated();
        long seed = first.provenance().getSeed();
        try (DemonstrationGenerator fresh = new DemonstrationGenerator(Tasks.named("peg-insertion"), BLIND)) {
            fresh.augment(insertions, GROUP, seed + 1);
            assertThat(fresh.augment(insertions, GROUP, seed)).contains(first);
        }
    }

    @Test
    void whatIsKeptForEvaluationsShouldNotBeGeneratedFrom() {
        try (DemonstrationGenerator generator = new DemonstrationGenerator(Tasks.named("peg-insertion"), BLIND)) {
            assertThatThrownBy(() -> generator.augment(insertions, GROUP, HeldOutStarts.FIRST + 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kept for evaluations");
        }
    }

    @Test
    void anEpisodeShouldTellItsProvenanceAndBeWhole() throws Exception {
        GeneratedEpisode episode = generated();
        assertThat(episode.provenance().getAugmenter()).isEqualTo(DemonstrationGenerator.NAME);
        assertThat(episode.provenance().getGroup()).isEqualTo(GROUP);
        assertThat(episode.provenance().getParameters()).isEqualTo(BLIND.toJson());
        assertThat(insertions.stream().map(source -> source.id().value()))
                .containsAll(episode.provenance().getParentsList());
        assertThat(episode.opened().getRobot().getCamerasCount()).isZero();

        Map<String, Long> next = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        for (EpisodeRecord record : episode.records()) {
            assertThat(record.getEpisodeId()).isEqualTo(episode.id().value());
            if (record.hasSample()) {
                Sample sample = record.getSample();
                assertThat(sample.getSequence()).isEqualTo(next.getOrDefault(sample.getStream(), 0L));
                assertThat(sample.getCaptureTimeNs()).isGreaterThanOrEqualTo(last.getOrDefault(sample.getStream(), 0L));
                next.put(sample.getStream(), sample.getSequence() + 1);
                last.put(sample.getStream(), sample.getCaptureTimeNs());
            }
        }
        EpisodeClosed closed = episode.records().getLast().getClosed();
        assertThat(closed.getOutcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(closed.getTotalsList()).hasSameSizeAs(episode.opened().getStreamsList());
        for (StreamTotal total : closed.getTotalsList()) {
            assertThat(total.getNextSequence()).as(total.getStream()).isEqualTo(next.get(total.getStream()));
        }
    }

    @Test
    void aStepShouldShowTheNewestSamplesOfItsTick() throws Exception {
        GeneratedEpisode episode = generated();
        List<Step> steps = episode.steps();
        assertThat(steps.getLast().getReward()).isEqualTo(1);
        assertThat(steps.getLast().getTerminated()).isTrue();
        assertThat(steps.subList(0, steps.size() - 1)).allMatch(step -> step.getReward() == 0);
        Map<String, Sample> samples = new HashMap<>();
        for (EpisodeRecord record : episode.records()) {
            if (record.hasSample()) {
                samples.put(record.getSample().getStream() + record.getSample().getSequence(), record.getSample());
            }
        }
        for (Step step : steps) {
            for (Reading reading : step.getObservationList()) {
                Sample shown = Objects.requireNonNull(samples.get(reading.getStream() + reading.getSequence()));
                Sample newer = samples.get(reading.getStream() + (reading.getSequence() + 1));
                assertThat(shown.getCaptureTimeNs()).isEqualTo(reading.getCaptureTimeNs());
                assertThat(reading.getAgeNs()).isEqualTo(step.getTickTimeNs() - shown.getCaptureTimeNs());
                if (newer != null) {
                    assertThat(newer.getCaptureTimeNs()).isGreaterThan(step.getTickTimeNs());
                }
            }
        }
    }

    @Test
    void picturesShouldBeThereWhenTheyAreAskedForAndChangeNothingElse() {
        GeneratedEpisode blind = generated();
        try (DemonstrationGenerator seeing =
                new DemonstrationGenerator(Tasks.named("peg-insertion"), BLIND.withCameras(true))) {
            GeneratedEpisode seen = seeing.augment(
                            insertions, GROUP, blind.provenance().getSeed())
                    .orElseThrow();
            long pictures = seen.records().stream()
                    .filter(record -> record.getSample().getStream().equals(Streams.camera("scene")))
                    .peek(record ->
                            assertThat(record.getSample().getData().size()).isGreaterThan(5_000))
                    .count();
            double seconds = seen.steps().size() / 20.0;
            assertThat(pictures).isBetween(Math.round(15 * seconds) - 1, Math.round(15 * seconds) + 2);
            assertThat(seen.id()).isNotEqualTo(blind.id());
            assertThat(seen.steps().stream().map(Step::getExecutedActionList))
                    .containsExactlyElementsOf(blind.steps().stream()
                            .map(Step::getExecutedActionList)
                            .toList());
        }
    }

    @Test
    void phasesOfALabelerShouldDecideWhereItIsCut() {
        SourceEpisode source = insertions.getFirst();
        long early = source.steps().get(20).getTickTimeNs();
        long late = source.steps().get(60).getTickTimeNs();
        SourceEpisode labelled = new SourceEpisode(
                source.id(),
                source.robot(),
                source.steps(),
                List.of(
                        new Phase("transport", 0, early),
                        new Phase("insert", early, early + 1),
                        new Phase("transport", early + 1, late),
                        new Phase("insert", late, Long.MAX_VALUE)));
        List<Segment> segments = new SegmentCutter(Subtask.of(Tasks.named("peg-insertion")), true)
                .cut(new SourceMotion(labelled), new SplittableRandom(1));
        assertThat(segments).hasSize(2);
        assertThat(segments.get(1).from()).isBetween(65, 70);
        assertThat(segments.get(0).to()).isEqualTo(segments.get(1).from());
        assertThat(segments.get(1).to()).isEqualTo(source.steps().size());
    }

    @Test
    void whatCannotBeUsedShouldBeSaid() {
        try (DemonstrationGenerator generator = new DemonstrationGenerator(Tasks.named("pick-lift"), BLIND)) {
            assertThatThrownBy(() -> generator.augment(insertions, GROUP, 1))
                    .hasMessageContaining("is of task 'peg-insertion', not of pick-lift");
            assertThatThrownBy(() -> generator.augment(List.of(), GROUP, 1)).hasMessageContaining("no demonstrations");
        }
        assertThatThrownBy(() -> new DemonstrationGenerator(Tasks.named("push-t"), BLIND))
                .hasMessageContaining("push-t");
    }

    private static int successes(String task, List<SourceEpisode> sources, GeneratorParameters parameters, int count) {
        try (DemonstrationGenerator generator = new DemonstrationGenerator(Tasks.named(task), parameters)) {
            Generation generation = new Generation(generator, sources, GROUP, attempt -> attempt, count);
            for (int i = 0; i < count; i++) {
                generation.attempt();
            }
            return generation.successes();
        }
    }

    /// The first success.
    private static GeneratedEpisode generated() {
        GeneratedEpisode known = insertion;
        if (known == null) {
            known = first(insertions);
            insertion = known;
        }
        return known;
    }

    private static GeneratedEpisode first(List<SourceEpisode> sources) {
        try (DemonstrationGenerator generator = new DemonstrationGenerator(Tasks.named("peg-insertion"), BLIND)) {
            Generation generation = new Generation(generator, sources, GROUP, attempt -> attempt, 1);
            Optional<GeneratedEpisode> episode = Optional.empty();
            while (episode.isEmpty()) {
                episode = generation.attempt();
            }
            return episode.get();
        }
    }
}
