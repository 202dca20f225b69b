package io.teleloop.learning.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.teleloop.contract.Streams;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.learning.algorithm.HilSerl;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm;
import io.teleloop.learning.algorithm.Rlpd;
import io.teleloop.learning.experience.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningSessionTest {
    private static final RobotDescription ROBOT = RobotDescription.newBuilder()
            .setTask("reach")
            .setActionSpace(Steps.SPACE)
            .addStreams(StreamDescription.newBuilder().setName(Streams.TCP))
            .build();
    private static final OffPolicyAlgorithm.Schedule SCHEDULE = new OffPolicyAlgorithm.Schedule(16, 2, 1, 10, 0);
    private static final OffPolicyAlgorithm HIL_SERL =
            HilSerl.DEFAULT.withNetworks(HilSerl.networks(List.of(16, 16))).withSchedule(SCHEDULE);

    private static LearningSession session(OffPolicyAlgorithm algorithm) {
        return new LearningSession(new LearningConfig(algorithm, ROBOT, 20, 2, 7), null);
    }

    /// A random walk; the gripper closes in its middle.
    private static List<Step> episode(int number, int length, boolean withPolicy) {
        Random random = new Random(number);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Step.Builder step = Step.newBuilder()
                    .setTask("reach")
                    .setEpisodeId("episode-" + number)
                    .setIndex(i)
                    .addObservation(Reading.newBuilder()
                            .setStream(Streams.TCP)
                            .addAllValues(List.of(
                                    random.nextFloat(), random.nextFloat(), random.nextFloat(), 0f, 0f, 0f, 1f)))
                    .addAllExecutedAction(List.of(
                            random.nextFloat() - 0.5f, random.nextFloat() - 0.5f, i < length / 2 ? 0.0625f : 0));
            boolean operator = !withPolicy || i % 10 > 7;
            step.setActor(Actor.newBuilder().setKind(operator ? Actor.Kind.OPERATOR : Actor.Kind.POLICY));
            if (withPolicy) {
                step.addAllPolicyAction(List.of(0f, 0f, 0f)).setInterventionId(operator ? 1 + i / 10 : 0);
            }
            steps.add(step.build());
        }
        Step last = steps.removeLast();
        steps.add(last.toBuilder().setReward(1).setTerminated(true).build());
        return steps;
    }

    private static void feed(LearningSession session, int fromEpisode, int toEpisode) {
        for (int i = fromEpisode; i < toEpisode; i++) {
            episode(i, 20, true).forEach(session::addStep);
        }
    }

    private static void demonstrate(LearningSession session) {
        session.addDemonstration("demo-1", episode(101, 15, false));
        session.addDemonstration("demo-2", episode(102, 15, false));
    }

    private static int updateWhileDue(LearningSession session) {
        int updates = 0;
        while (session.updateDue()) {
            session.update();
            updates++;
        }
        return updates;
    }

    @Test
    void thereShouldBeAPolicyAsSoonAsTheDemonstrationsSuffice() throws IOException {
        try (LearningSession session = session(HIL_SERL)) {
            assertThat(session.addDemonstration("demo-1", episode(101, 15, false)))
                    .isTrue();
            assertThat(session.addDemonstration("demo-1", episode(101, 15, false)))
                    .isFalse();
            assertThat(session.hasPolicy()).isFalse();
            assertThat(session.addDemonstration("demo-2", episode(102, 15, false)))
                    .isTrue();
            assertThat(session.hasPolicy()).isTrue();
            assertThat(session.demonstrationTransitions()).isEqualTo(30);

            PolicyCard card = session.draft().card("reach-hil", 1, 5, "key", Map.of(0, 3L));
            assertThat(card.algorithm()).isEqualTo("hil-serl");
            assertThat(card.action().dimensions()).hasSize(3);
            // The gripper's levels are no place for noise.
            assertThat(card.model().noiseSize()).isEqualTo(2);
            assertThat(PolicyCard.parse(card.toJson())).isEqualTo(card);
        }
    }

    @Test
    void updatesShouldNeverOutrunTheTransitions() {
        try (LearningSession session = session(HIL_SERL)) {
            demonstrate(session);
            assertThat(session.updateDue()).isFalse();
            feed(session, 0, 1);
            assertThat(session.transitions()).isEqualTo(20);
            assertThat(updateWhileDue(session)).isEqualTo(20);
            feed(session, 0, 1);
            assertThat(session.updateDue())
                    .as("what comes again allows nothing")
                    .isFalse();
            feed(session, 1, 2);
            assertThat(updateWhileDue(session)).isEqualTo(20);
            assertThat(session.metrics())
                    .containsEntry(TrainingMetrics.EPISODES, 2.0)
                    .containsEntry(TrainingMetrics.UPDATES_PER_TRANSITION, 2.0)
                    .containsEntry(TrainingMetrics.INTERVENTION_RATE, 0.2)
                    .containsKeys(TrainingMetrics.CRITIC_LOSS, TrainingMetrics.ACTOR_LOSS, TrainingMetrics.Q);
        }
    }

    @Test
    void aRestoredSessionShouldGoOnBitForBit() {
        try (LearningSession session = session(HIL_SERL);
                LearningSession restored = session(HIL_SERL)) {
            demonstrate(session);
            feed(session, 0, 3);
            updateWhileDue(session);
            byte[] saved = session.save();

            restored.restore(saved);
            demonstrate(restored);
            feed(restored, 0, 3);
            assertThat(restored.updateDue()).isFalse();
            restored.caughtUp();
            assertThat(restored.save()).isEqualTo(saved);
            assertThat(restored.draft().network().onnx())
                    .isEqualTo(session.draft().network().onnx());

            feed(session, 3, 5);
            feed(restored, 3, 5);
            assertThat(updateWhileDue(session)).isEqualTo(40);
            assertThat(updateWhileDue(restored)).isEqualTo(40);
            assertThat(restored.metrics()).isEqualTo(session.metrics());
            assertThat(restored.save()).isEqualTo(session.save());
        }
    }

    @Test
    void lostTransitionsShouldNotStopARestoredSession() {
        try (LearningSession session = session(HIL_SERL);
                LearningSession restored = session(HIL_SERL)) {
            demonstrate(session);
            feed(session, 0, 3);
            updateWhileDue(session);
            restored.restore(session.save());
            demonstrate(restored);
            feed(restored, 2, 3);
            restored.caughtUp();
            feed(restored, 3, 4);
            assertThat(updateWhileDue(restored)).isEqualTo(20);
            assertThat(restored.transitions()).isEqualTo(80);
        }
    }

    @Test
    void aSaveOfAnotherAlgorithmAndAStepOfAnotherTaskShouldBeRefused() {
        OffPolicyAlgorithm rlpd =
                Rlpd.DEFAULT.withNetworks(Rlpd.networks(List.of(16, 16), 2, 2)).withSchedule(SCHEDULE);
        try (LearningSession session = session(HIL_SERL);
                LearningSession other = session(rlpd)) {
            demonstrate(session);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.restore(session.save()))
                    .withMessageContaining("hil-serl");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            session.addStep(Step.newBuilder().setTask("lift").build()))
                    .withMessageContaining("lift");
        }
    }
}
