package io.teleloop.labeler.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.labeler.Scripted;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Pose;
import io.teleloop.labeler.episode.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionLabelerTest {
    private static final int WINDOW = 16;
    private static final Vector NOWHERE = new Vector(0, 0, 0);

    @Test
    void namesTheAxesThatMatter() {
        assertThat(new Movement(new Vector(0.04, 0.04, 0.04), NOWHERE, 0).words())
                .isEqualTo("stop")
                .as("each axis has exactly a third of a long way");
        assertThat(new Movement(new Vector(0.2, 0.15, 0.001), NOWHERE, 0).words())
                .isEqualTo("move forward left");
        assertThat(new Movement(new Vector(-0.031, 0, -0.031), NOWHERE, 0).words())
                .isEqualTo("move backward down");
        assertThat(new Movement(new Vector(0.031, 0.2, 0), NOWHERE, 0).words()).isEqualTo("move left");
        assertThat(new Movement(new Vector(0.029, 0, 0), NOWHERE, 0).words()).isEqualTo("stop");
    }

    @Test
    void namesTurnsAndTheGripper() {
        assertThat(new Movement(new Vector(0.05, 0, 0), new Vector(0, 0, -0.4), -0.5).words())
                .isEqualTo("move forward, rotate clockwise, close gripper");
        assertThat(new Movement(NOWHERE, new Vector(0, 0.4, 0), 0.5).words()).isEqualTo("tilt down, open gripper");
        assertThat(new Movement(NOWHERE, new Vector(0, 0, 0.29), 0).words()).isEqualTo("stop");
    }

    @Test
    void joinsWindowsInWhichTheToolMovesAlike() {
        EpisodeView episode = new Scripted()
                .move(2 * WINDOW, 0.1, 0, 0)
                .gripper(WINDOW, 0, 0.04)
                .carry(WINDOW, 0, 0, 0.1)
                .episode();

        List<Label> labels = new MotionLabeler().label(episode).labels();

        assertThat(labels)
                .extracting(Label::value)
                .containsExactly("Tidy up.", "move forward", "close gripper", "move up");
        assertThat(labels.get(1).startNs()).isEqualTo(Scripted.START_NS);
        assertThat(labels.get(1).endNs()).isEqualTo(labels.get(2).startNs()).isEqualTo(episode.timeNs(2 * WINDOW));
    }

    @Test
    void tellsWhatTheOperatorSaid() {
        EpisodeView episode = new Scripted()
                .move(20, 0.1, 0, 0)
                .say(Utterance.Kind.INSTRUCTION, "fetch the peg")
                .move(20, 0.1, 0, 0)
                .say(Utterance.Kind.CORRECTION, "move left")
                .move(20, 0.1, 0, 0)
                .say(Utterance.Kind.CORRECTION, "move up")
                .move(100, 0.1, 0, 0)
                .say(Utterance.Kind.INSTRUCTION, "let go")
                .move(20, 0.1, 0, 0)
                .episode();

        assertThat(Words.of(episode))
                .containsExactly(
                        span(episode, LabelNames.INSTRUCTION, "fetch the peg", 19, 159),
                        span(episode, LabelNames.CORRECTION, "move left", 39, 59),
                        span(episode, LabelNames.CORRECTION, "move up", 59, 119),
                        span(episode, LabelNames.INSTRUCTION, "let go", 159, 180));
        assertThat(new MotionLabeler().label(episode).labels()).containsAll(Words.of(episode));
    }

    private static Label span(EpisodeView episode, String name, String value, int from, int to) {
        return Label.span(name, value, episode.timeNs(from), episode.timeNs(to));
    }

    @Test
    void whatIsLeftBehindTheLastWindowIsNoStop() {
        EpisodeView episode = new Scripted().move(2 * WINDOW + 3, 0.1, 0, 0).episode();

        List<Label> labels = new MotionLabeler().label(episode).labels();

        assertThat(labels).extracting(Label::value).containsExactly("Tidy up.", "move forward");
        assertThat(labels.getLast().endNs()).isEqualTo(episode.timeNs(episode.size()));
    }

    @Test
    void turnsAreMeasuredTheShortWay() {
        double half = 0.1;
        Pose before = new Pose(NOWHERE, 0, 0, Math.sin(half), Math.cos(half));
        Pose after = new Pose(NOWHERE, 0, 0, -Math.sin(2 * half), -Math.cos(2 * half));

        assertThat(before.turnTo(after).z()).isCloseTo(2 * half, within(1e-9));
    }
}
