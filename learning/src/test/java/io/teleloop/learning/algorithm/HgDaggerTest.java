package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.teleloop.learning.export.OnnxModel;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HgDaggerTest {
    private static final ImitationConfig SMALL =
            new ImitationConfig(List.of(64, 64), false, 1e-3, 0, 64, 200, 10_000, 0, 0.02);

    /// Demonstrations stay left of 0; a person shows what to do on the right, the policy does nonsense on both sides.
    @Test
    void interventionsShouldBeImitatedAndThePolicysOwnActionsNot() throws OrtException {
        SeededGenerator random = new SeededGenerator(3);
        try (Learner learner =
                new HgDagger(SMALL, BehaviourCloning.Head.DETERMINISTIC, 400, 0).learner(Demonstrated.problem(1), 1)) {
            for (int i = 0; i < 200; i++) {
                float place = random.nextFloat();
                learner.addDemonstration(
                        new Trajectory("demonstration", List.of(Demonstrated.transition(new float[] {-place}, 0.5f))));
                learner.addOnline(intervention(Demonstrated.transition(new float[] {place}, -0.5f)));
                learner.addOnline(Demonstrated.transition(new float[] {place}, 1));
                learner.addOnline(Demonstrated.transition(new float[] {-place}, -1));
            }
            Demonstrated.update(learner, 400);
            try (OnnxModel model = new OnnxModel(learner.export().onnx())) {
                assertThat(model.action(Map.of("observation", new float[] {-0.6f}))[0])
                        .isCloseTo(0.5f, within(0.1f));
                assertThat(model.action(Map.of("observation", new float[] {0.6f}))[0])
                        .isCloseTo(-0.5f, within(0.1f));
            }
        }
    }

    @Test
    void helpShouldBeLearnedFromAsItComesHoweverManyDemonstrationsThereAre() {
        HgDagger rationed = new HgDagger(SMALL, BehaviourCloning.Head.DETERMINISTIC, 400, 4);

        assertThat(rationed.allowedUpdates(0)).isEqualTo(400);
        assertThat(rationed.allowedUpdates(10)).isEqualTo(440);
    }

    private static Transition intervention(Transition transition) {
        return new Transition(
                transition.observation(),
                transition.action(),
                transition.reward(),
                transition.discount(),
                transition.nextObservation(),
                transition.baseAction(),
                transition.nextBaseAction(),
                true,
                false);
    }
}
