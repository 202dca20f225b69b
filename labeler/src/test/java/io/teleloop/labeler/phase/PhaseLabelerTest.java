package io.teleloop.labeler.phase;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.v1.Actor;
import io.teleloop.labeler.Scripted;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseLabelerTest {
    private static final long PERIOD_NS = 50_000_000;

    private final PhaseLabeler labeler = new PhaseLabeler();

    @Test
    void tellsWhoActedWhen() {
        EpisodeView episode = new Scripted()
                .by(Actor.Kind.NOBODY, "")
                .move(2, 0, 0, 0)
                .by(Actor.Kind.POLICY, "bc@3")
                .move(5, 0.1, 0, 0)
                .by(Actor.Kind.OPERATOR, "ada")
                .intervention(1)
                .move(4, 0, 0.1, 0)
                .by(Actor.Kind.POLICY, "bc@4")
                .move(3, 0.1, 0, 0)
                .by(Actor.Kind.OPERATOR, "ada")
                .intervention(2)
                .move(1, 0, 0.1, 0)
                .episode();

        assertThat(labels(episode, "actor"))
                .containsExactly(
                        span("actor", "nobody", 0, 2),
                        span("actor", "policy:bc@3", 2, 7),
                        span("actor", "operator:ada", 7, 11),
                        span("actor", "policy:bc@4", 11, 14),
                        span("actor", "operator:ada", 14, 15));
        assertThat(labels(episode, "intervention"))
                .containsExactly(span("intervention", "1", 7, 11), span("intervention", "2", 14, 15));
    }

    @Test
    void pickAndPlaceIsReachGraspTransportPlaceReleaseReach() {
        EpisodeView episode = picked().feeling(0, 0, -3)
                .carry(20, 0, 0, 0.1)
                .feeling(0, 0, 6)
                .carry(10, 0, 0, -0.005)
                .feeling(0, 0, 0)
                .gripper(10, 0.08, 0)
                .move(20, 0, 0, 0.1)
                .episode();

        assertThat(subtasks(episode)).containsExactly("reach", "grasp", "transport", "place", "release", "reach");
    }

    @Test
    void whatIsPressedIntoSomethingAndHeldIsInserted() {
        EpisodeView episode = picked().carry(20, 0, 0, 0.1)
                .feeling(0, 2, 3)
                .carry(10, 0, 0, -0.01)
                .feeling(0, 0, 0)
                .carry(4, 0, 0, -0.01)
                .feeling(1, 0, 3)
                .carry(10, 0, 0, -0.01)
                .episode();

        assertThat(subtasks(episode)).containsExactly("reach", "grasp", "transport", "insert");
    }

    @Test
    void aHeavyLoadThatSwaysTouchesNothing() {
        EpisodeView episode = picked().feeling(0, 0, -20)
                .carry(10, 0, 0, 0.1)
                .feeling(3, 0, -22)
                .carry(10, 0.1, 0, 0.1)
                .episode();

        assertThat(subtasks(episode)).containsExactly("reach", "grasp", "transport");
    }

    @Test
    void aClosedGripperThatMeetsSomethingPushes() {
        EpisodeView episode = new Scripted()
                .gripper(10, 0, 0)
                .move(10, 0.1, 0, 0)
                .feeling(-4, 0, 0)
                .move(10, 0.1, 0, 0)
                .feeling(0, 0, 0)
                .move(10, -0.1, 0, 0)
                .episode();

        assertThat(subtasks(episode)).containsExactly("grasp", "reach", "push", "reach");
    }

    @Test
    void everyStepBelongsToOneSubtask() {
        EpisodeView episode = picked().carry(7, 0, 0, 0.1).gripper(6, 0.08, 0).episode();

        List<Label> spans = labels(episode, "subtask");

        assertThat(spans.getFirst().startNs()).isEqualTo(Scripted.START_NS);
        assertThat(spans.getLast().endNs()).isEqualTo(episode.timeNs(episode.size()));
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).startNs()).isEqualTo(spans.get(i - 1).endNs());
        }
    }

    @Test
    void anEpisodeWithoutStepsHasNoSpans() {
        assertThat(labeler.label(new Scripted().episode()).labels()).isEmpty();
    }

    private static Scripted picked() {
        return new Scripted().move(20, 0, 0, -0.1).gripper(12, 0, 0.04);
    }

    private List<String> subtasks(EpisodeView episode) {
        return labels(episode, "subtask").stream().map(Label::value).toList();
    }

    private List<Label> labels(EpisodeView episode, String name) {
        return labeler.label(episode).labels().stream()
                .filter(label -> label.name().equals(name))
                .toList();
    }

    private static Label span(String name, String value, int from, int to) {
        return Label.span(name, value, Scripted.START_NS + from * PERIOD_NS, Scripted.START_NS + to * PERIOD_NS);
    }
}
