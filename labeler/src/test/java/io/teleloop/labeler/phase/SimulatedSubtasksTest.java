package io.teleloop.labeler.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.labeler.Simulated;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.StreamValues;
import io.teleloop.labeler.episode.Vector;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Demonstrations are cut by subtasks to make new ones, so their order must hold in every one of them.
class SimulatedSubtasksTest {
    private static final int DEMONSTRATIONS = 8;
    private static final int CUBE_Z = 2;
    private static final int PEG_Z = 2;
    private static final double BLOCK_TOP = 0.13;
    private static final double PEG_HALF = 0.03;

    private final PhaseLabeler labeler = new PhaseLabeler();

    @Test
    void aCubeIsReachedGraspedAndTransported() {
        Simulated pickLift = new Simulated("pick-lift");
        for (int seed = 0; seed < DEMONSTRATIONS; seed++) {
            EpisodeView episode = pickLift.demonstration(seed % 2 == 0 ? 1 : 0.7, seed);

            List<Label> subtasks = labels(episode, "subtask");

            assertThat(values(subtasks)).as("seed %d", seed).containsExactly("reach", "grasp", "transport");
            StreamValues objects = objects(episode);
            assertThat(objects.at(start(episode, subtasks.get(2)), CUBE_Z))
                    .as("height of the cube when its transport begins, seed %d", seed)
                    .isCloseTo(0.12, within(0.01));
            assertThat(values(labels(episode, "carried"))).as("seed %d", seed).containsExactly("cube");
        }
    }

    @Test
    void aPegIsTransportedAndInserted() {
        Simulated insertion = new Simulated("peg-insertion");
        for (int seed = 0; seed < DEMONSTRATIONS; seed++) {
            EpisodeView episode = insertion.demonstration(1, seed);

            List<Label> subtasks = labels(episode, "subtask");

            assertThat(values(subtasks)).as("seed %d", seed).containsExactly("transport", "insert");
            StreamValues objects = objects(episode);
            double tip = objects.at(start(episode, subtasks.getLast()), PEG_Z) - PEG_HALF;
            assertThat(tip)
                    .as("height of the peg's tip when its insertion begins, seed %d", seed)
                    .isCloseTo(BLOCK_TOP, within(0.005));
            assertThat(values(labels(episode, "carried"))).as("seed %d", seed).containsExactly("peg");
        }
    }

    @Test
    void aBlockIsReachedAndPushedInTurnsAndStandsWhileItIsReached() {
        Simulated pushT = new Simulated("push-t");
        for (int seed = 0; seed < DEMONSTRATIONS; seed++) {
            EpisodeView episode = pushT.demonstration(1, seed);

            List<Label> subtasks = labels(episode, "subtask");

            assertThat(subtasks).hasSizeGreaterThan(1);
            for (int i = 0; i < subtasks.size(); i++) {
                assertThat(subtasks.get(i).value())
                        .as("seed %d, subtask %d of %d", seed, i, subtasks.size())
                        .isEqualTo(i % 2 == 0 ? "reach" : "push");
            }
            assertThat(subtasks.getLast().value()).as("seed %d", seed).isEqualTo("push");
            double pushed = way(episode, subtasks, "push");
            double reached = way(episode, subtasks, "reach");
            assertThat(reached)
                    .as("way of the block while it is not pushed, seed %d", seed)
                    .isLessThan(0.1 * pushed);
            assertThat(labels(episode, "carried")).as("seed %d", seed).isEmpty();
        }
    }

    private List<Label> labels(EpisodeView episode, String name) {
        return labeler.label(episode).labels().stream()
                .filter(label -> label.name().equals(name))
                .toList();
    }

    private static List<String> values(List<Label> labels) {
        return labels.stream().map(Label::value).toList();
    }

    private static StreamValues objects(EpisodeView episode) {
        return StreamValues.of(episode, Streams.OBJECTS, 3).orElseThrow();
    }

    private static int start(EpisodeView episode, Label span) {
        int step = 0;
        while (episode.timeNs(step) != Objects.requireNonNull(span.startNs())) {
            step++;
        }
        return step;
    }

    /// How far the first object moves in the subtasks of a name.
    private static double way(EpisodeView episode, List<Label> subtasks, String name) {
        StreamValues objects = objects(episode);
        double way = 0;
        for (Label subtask : subtasks) {
            if (subtask.value().equals(name)) {
                int step = start(episode, subtask);
                while (step + 1 < episode.size()
                        && episode.timeNs(step + 1) <= Objects.requireNonNull(subtask.endNs())) {
                    Vector moved = objects.vector(step + 1, 0).minus(objects.vector(step, 0));
                    way += moved.norm();
                    step++;
                }
            }
        }
        return way;
    }
}
