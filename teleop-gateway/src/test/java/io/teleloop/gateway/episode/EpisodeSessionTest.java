package io.teleloop.gateway.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.gateway.TestRobots;
import io.teleloop.gateway.control.CommandGate;
import io.teleloop.gateway.control.ControlTick;
import io.teleloop.gateway.control.PolicyAction;
import io.teleloop.gateway.control.Pose;
import io.teleloop.gateway.control.Rotation;
import io.teleloop.gateway.control.ShapedTarget;
import io.teleloop.gateway.control.Vector;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SynchronizedView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeSessionTest {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final EpisodeId ID = EpisodeId.at(Instant.ofEpochMilli(NOW / 1_000_000));

    /// Keeps what it takes, as many records as there is room for.
    private static final class Records implements RecordSink {
        final List<EpisodeRecord> samples = new ArrayList<>();
        final List<Step> steps = new ArrayList<>();
        final List<EpisodeEvent> events = new ArrayList<>();
        int room = Integer.MAX_VALUE;

        @Override
        public boolean publish(EpisodeRecord entry) {
            return room-- > 0 && samples.add(entry);
        }

        @Override
        public boolean publish(EpisodeRecord sample, Step step) {
            return room-- > 0 && samples.add(sample) && steps.add(step);
        }

        @Override
        public void publishLast(EpisodeRecord sample, Step step) {
            samples.add(sample);
            steps.add(step);
        }

        @Override
        public boolean publish(EpisodeEvent event) {
            return room-- > 0 && events.add(event);
        }

        @Override
        public void publishEnd(EpisodeRecord end, EpisodeEvent event, Runnable kept) {
            samples.add(end);
            events.add(event);
            kept.run();
        }

        List<Long> sequences(String stream) {
            return samples.stream()
                    .filter(EpisodeRecord::hasSample)
                    .map(EpisodeRecord::getSample)
                    .filter(sample -> sample.getStream().equals(stream))
                    .map(Sample::getSequence)
                    .toList();
        }

        long total(String stream) {
            return samples.getLast().getClosed().getTotalsList().stream()
                    .filter(total -> total.getStream().equals(stream))
                    .mapToLong(StreamTotal::getNextSequence)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Records records = new Records();
    private final SynchronizedView view =
            new SynchronizedView(TestRobots.description("r").getStreamsList());

    private EpisodeSession open(Reception... seen) {
        return Objects.requireNonNull(EpisodeSession.open(
                ID, TestRobots.description("r"), "ada", 7, 20, NOW, List.of(seen), records, () -> {}));
    }

    private Reception tcp(long timeNs) {
        return tcp(timeNs, timeNs + 5);
    }

    private Reception tcp(long captureNs, long receiveNs) {
        Reception sample = new Reception(Streams.TCP, captureNs, receiveNs, 9, TestRobots.tcp(0.5, 0, 0.3));
        view.add(sample);
        return sample;
    }

    private static final PolicyAction WANTED = new PolicyAction("pusher@3", new float[] {5, 6}, new float[] {7, 8});
    private static final ShapedTarget SENT = new ShapedTarget(
            false, new Pose(Vector.ZERO, Rotation.IDENTITY), Vector.ZERO, Vector.ZERO, 0, new float[] {3, 4});

    private TickRecord tick(long timeNs, boolean driven) {
        return record(timeNs, driven ? operated(timeNs, 0, Optional.empty()) : new ControlTick.Undriven());
    }

    private static ControlTick operated(long timeNs, int intervention, Optional<PolicyAction> policy) {
        return new ControlTick.Operated(
                "ada",
                new CommandGate.Accepted(new CommandPacket(true, 5, 3, 0, new float[] {9, 8}), timeNs - 2),
                SENT,
                intervention,
                policy);
    }

    private TickRecord record(long timeNs, ControlTick tick) {
        return TickRecord.of(view.at(timeNs), tick, new float[] {1, 2});
    }

    @Test
    void aStepTellsWhatThePolicyWantedWhoeverDrove() {
        EpisodeSession episode = open();
        episode.tick(record(NOW, new ControlTick.Autonomous(WANTED, SENT)));
        episode.tick(record(NOW + 1, operated(NOW + 1, 2, Optional.of(WANTED))));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 2);

        assertThat(records.steps).hasSize(2).allSatisfy(step -> {
            assertThat(step.getPolicyActionList()).containsExactly(5f, 6f);
            assertThat(step.getBaseActionList()).containsExactly(7f, 8f);
            assertThat(step.getExecutedActionList()).containsExactly(3f, 4f);
        });
        assertThat(records.steps).extracting(Step::getInterventionId).containsExactly(0, 2);
        assertThat(records.steps)
                .extracting(Step::getActor)
                .containsExactly(
                        Actor.newBuilder()
                                .setKind(Actor.Kind.POLICY)
                                .setId("pusher@3")
                                .build(),
                        Actor.newBuilder()
                                .setKind(Actor.Kind.OPERATOR)
                                .setId("ada")
                                .build());
    }

    private Reading tcpOf(Step step) {
        return step.getObservation(0);
    }

    @Test
    void anEpisodeBeginsWithItsDescriptionAndWhatIsSeenNow() {
        open(tcp(NOW - 5));

        assertThat(records.samples.getFirst().getOpened().getSeed()).isEqualTo(7);
        assertThat(records.samples.getFirst().getOpened().getStreamsList())
                .extracting(StreamDescription::getName)
                .containsExactly(Streams.TCP, Streams.GRIPPER, "camera.scene", Streams.COMMAND, Streams.STEP);
        assertThat(records.sequences(Streams.TCP)).containsExactly(0L);
        assertThat(records.events).singleElement().matches(EpisodeEvent::hasOpened);
    }

    @Test
    void aLossTakesANumberOfItsOwn() {
        EpisodeSession episode = open();
        episode.sample(tcp(NOW));
        episode.lost(Streams.TCP, 3, "the network", NOW + 1);
        episode.sample(tcp(NOW + 2));

        assertThat(records.sequences(Streams.TCP)).containsExactly(0L, 1L, 2L);
        assertThat(records.samples.get(2).getSample().getGap().getMissing()).isEqualTo(3);
    }

    @Test
    void aStepShowsWhatWasSeenByItsNumberInTheEpisode() {
        tcp(NOW - 30);
        EpisodeSession episode = open(tcp(NOW - 20));
        episode.lost(Streams.TCP, 3, "the network", NOW - 11);
        episode.sample(tcp(NOW - 10));
        episode.sample(tcp(NOW + 1, NOW));
        episode.tick(tick(NOW, false));
        episode.tick(tick(NOW + 9, false));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 10);

        assertThat(records.steps).extracting(step -> tcpOf(step).getSequence()).containsExactly(2L, 3L);
        assertThat(records.steps).extracting(step -> tcpOf(step).getAgeNs()).containsExactly(10L, 8L);
        assertThat(tcpOf(records.steps.getFirst()).getCaptureTimeNs()).isEqualTo(NOW - 10);
        assertThat(tcpOf(records.steps.getFirst()).getValuesCount()).isEqualTo(7);
        assertThat(tcpOf(records.steps.getFirst()).getGap()).isFalse();
    }

    @Test
    void aStepNamesTheSameSampleForAsLongAsNoneIsNewer() {
        EpisodeSession episode = open(tcp(NOW - 20), tcp(NOW + 50, NOW));
        episode.tick(tick(NOW, false));
        episode.tick(tick(NOW + 40, false));
        episode.tick(tick(NOW + 60, false));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 70);

        assertThat(records.steps).extracting(step -> tcpOf(step).getSequence()).containsExactly(0L, 0L, 1L);
    }

    @Test
    void aSampleThatTheEpisodeDoesNotHoldIsAGap() {
        tcp(NOW - 20);
        EpisodeSession episode = open();
        episode.tick(tick(NOW, false));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 1);

        assertThat(tcpOf(records.steps.getFirst()))
                .isEqualTo(
                        Reading.newBuilder().setStream(Streams.TCP).setGap(true).build());
    }

    @Test
    void aStepTellsWhoActedAndWhatWasSent() {
        EpisodeSession episode = open();
        episode.tick(tick(NOW, false));
        episode.tick(tick(NOW + 1, true));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 2);

        assertThat(records.steps)
                .extracting(step -> step.getActor().getKind())
                .containsExactly(Actor.Kind.NOBODY, Actor.Kind.OPERATOR);
        assertThat(records.steps.getFirst().getExecutedActionList()).containsExactly(1f, 2f);
        assertThat(records.steps.getLast().getExecutedActionList()).containsExactly(3f, 4f);
        assertThat(records.steps.getLast().getActor().getId()).isEqualTo("ada");
        assertThat(tick(NOW + 1, true).command()).hasValueSatisfying(command -> {
            assertThat(command.getRequestedList()).containsExactly(9f, 8f);
            assertThat(command.getExecutedList()).containsExactly(3f, 4f);
            assertThat(command.getEpoch()).isEqualTo(5);
            assertThat(command.getSequence()).isEqualTo(3);
            assertThat(command.getSentTimeNs()).isEqualTo(NOW - 1);
        });
    }

    @Test
    void theLastStepTellsTheOutcome() {
        EpisodeSession episode = open();
        for (int i = 0; i < 3; i++) {
            episode.tick(tick(NOW + i, true));
        }
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 9);

        assertThat(records.steps).extracting(Step::getIndex).containsExactly(0L, 1L, 2L);
        assertThat(records.steps).extracting(Step::getReward).containsExactly(0f, 0f, 1f);
        assertThat(records.steps).extracting(Step::getTerminated).containsExactly(false, false, true);
        assertThat(records.sequences(Streams.COMMAND)).containsExactly(0L, 1L, 2L);
        assertThat(records.sequences(Streams.STEP)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aStepTellsWhatWasSaidUntilTheNextOne() {
        EpisodeSession episode = open();
        episode.say(words("grasp the peg"));
        episode.tick(tick(NOW, true));
        episode.tick(tick(NOW + 1, true));
        episode.say(words("move left"));
        records.room = 1;
        episode.tick(tick(NOW + 2, true));
        episode.say(words("stop"));
        episode.close(Outcome.UNKNOWN, "gateway", "no room", NOW + 3);

        assertThat(records.steps)
                .extracting(step ->
                        step.getSaidList().stream().map(Utterance::getText).toList())
                .containsExactly(List.of("grasp the peg"), List.of("move left", "stop"));
    }

    @Test
    void moreWordsThanAStepHoldsAreRefused() {
        EpisodeSession episode = open();
        for (int i = 0; i < 16; i++) {
            assertThat(episode.say(words("faster"))).isTrue();
        }
        assertThat(episode.say(words("faster"))).isFalse();
    }

    private static Utterance words(String text) {
        return Utterance.newBuilder()
                .setKind(Utterance.Kind.CORRECTION)
                .setText(text)
                .setOperatorId("ada")
                .build();
    }

    @Test
    void aFailureTerminatesAndAnythingElseTruncates() {
        EpisodeSession failed = open();
        failed.tick(tick(NOW, false));
        failed.close(Outcome.FAILURE, "ada", "", NOW);
        EpisodeSession cut = open();
        cut.tick(tick(NOW, false));
        cut.close(Outcome.UNKNOWN, "gateway", "the robot went away", NOW);

        assertThat(records.steps).extracting(Step::getTerminated).containsExactly(true, false);
        assertThat(records.steps).extracting(Step::getTruncated).containsExactly(false, true);
        assertThat(records.steps).extracting(Step::getReward).containsExactly(0f, 0f);
    }

    @Test
    void totalsSayHowManyRecordsThereAre() {
        EpisodeSession episode = open(tcp(NOW));
        episode.sample(tcp(NOW + 1));
        episode.tick(tick(NOW + 2, true));
        episode.close(Outcome.SUCCESS, "ada", "", NOW + 3);

        assertThat(records.total(Streams.TCP)).isEqualTo(2);
        assertThat(records.total(Streams.COMMAND)).isEqualTo(1);
        assertThat(records.total(Streams.STEP)).isEqualTo(1);
        assertThat(records.total(Streams.GRIPPER)).isZero();
    }

    @Test
    void withoutRoomTheSequencesStillHaveNoHoles() {
        EpisodeSession episode = open();
        episode.sample(tcp(NOW));
        records.room = 1;
        assertThat(episode.sample(tcp(NOW + 1))).isTrue();
        assertThat(episode.sample(tcp(NOW + 2))).isFalse();
        episode.close(Outcome.UNKNOWN, "gateway", "no room", NOW + 3);

        assertThat(records.sequences(Streams.TCP)).containsExactly(0L, 1L);
        assertThat(records.total(Streams.TCP)).isEqualTo(2);
    }

    @Test
    void theLastStepIsWrittenEvenWithoutRoom() {
        EpisodeSession episode = open();
        episode.tick(tick(NOW, false));
        episode.tick(tick(NOW + 1, false));
        records.room = 0;
        assertThat(episode.tick(tick(NOW + 2, false))).isFalse();
        episode.close(Outcome.UNKNOWN, "gateway", "no room", NOW + 3);

        assertThat(records.steps).extracting(Step::getIndex).containsExactly(0L, 1L);
        assertThat(records.steps.getLast().getTruncated()).isTrue();
        assertThat(records.sequences(Streams.STEP)).containsExactly(0L, 1L);
        assertThat(records.total(Streams.STEP)).isEqualTo(2);
    }

    @Test
    void anEpisodeKnowsWhenItIsTooLong() {
        EpisodeSession episode = open();

        assertThat(episode.isOlderThan(Duration.ofSeconds(1), NOW + 1_000_000_000L))
                .isFalse();
        assertThat(episode.isOlderThan(Duration.ofSeconds(1), NOW + 1_000_000_001L))
                .isTrue();
    }

    @Test
    void theJournalRemembersWhatWasLeftOpen(@TempDir Path folder) throws IOException {
        OpenEpisodes journal = new OpenEpisodes(folder);
        EpisodeId other = EpisodeId.at(Instant.ofEpochMilli(5));
        journal.opened(ID, "r");
        journal.opened(other, "r2");
        journal.closed(other);

        assertThat(new OpenEpisodes(folder).leftOver()).containsOnlyKeys(ID).containsEntry(ID, "r");
    }

    @Test
    void anAbandonedEpisodeIsClosedInItsPartition() {
        EpisodeSession.abandon(ID, "r", NOW, records, () -> {});

        assertThat(records.samples)
                .singleElement()
                .satisfies(end -> assertThat(end.getClosed().getOutcome()).isEqualTo(Outcome.ABANDONED));
        assertThat(records.events).singleElement().satisfies(event -> assertThat(event.getRobotId())
                .isEqualTo("r"));
    }
}
