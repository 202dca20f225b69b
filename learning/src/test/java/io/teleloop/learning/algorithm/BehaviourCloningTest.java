package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.learning.algorithm.BehaviourCloning.Head;
import io.teleloop.learning.export.OnnxModel;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BehaviourCloningTest {
    private static final int OBSERVATIONS = 2;
    private static final ImitationConfig SMALL =
            new ImitationConfig(List.of(64, 64), false, 1e-3, 0, 64, 200, 10_000, 10, 0.02);

    private final Problem problem = Demonstrated.problem(OBSERVATIONS);
    private final SeededGenerator random = new SeededGenerator(3);

    @Test
    void theExportedPolicyShouldDoWhatWasDemonstrated() throws OrtException {
        try (Learner learner = new BehaviourCloning(SMALL, Head.DETERMINISTIC).learner(problem, 1)) {
            demonstrate(learner, 20);
            Demonstrated.update(learner, 600);
            Map<String, Double> metrics = learner.update();

            assertThat(metrics.get(TrainingMetrics.IMITATION_LOSS)).isLessThan(0.01);
            assertThat(metrics.get(TrainingMetrics.IMITATION_LOSS_HELD_OUT)).isLessThan(0.01);
            try (OnnxModel model = new OnnxModel(learner.export().onnx())) {
                float[] observation = {0.4f, -0.3f};
                assertThat(model.action(Map.of("observation", observation))[0])
                        .isCloseTo(expert(observation), within(0.1f));
            }
        }
    }

    @Test
    void aGaussianHeadShouldLearnHowMuchDemonstrationsScatter() throws OrtException {
        try (Learner learner = new BehaviourCloning(SMALL, Head.GAUSSIAN).learner(problem, 1)) {
            for (int i = 0; i < 30; i++) {
                learner.addDemonstration(Demonstrated.demonstration(
                        random, OBSERVATIONS, seen -> 0.2f + 0.1f * (float) random.nextGaussian()));
            }
            Demonstrated.update(learner, 400);
            try (OnnxModel model = new OnnxModel(learner.export().onnx())) {
                float mean = act(model, 0);

                assertThat(mean).isCloseTo(0.2f, within(0.06f));
                assertThat(act(model, 1) - mean).isCloseTo(0.1f, within(0.04f));
            }
        }
    }

    private static float act(OnnxModel model, float noise) throws OrtException {
        return model.action(Map.of("observation", new float[OBSERVATIONS], "noise", new float[] {noise}))[0];
    }

    @Test
    void aRestoredLearnerThatIsFedTheSameShouldGoOnBitForBit() {
        BehaviourCloning algorithm = new BehaviourCloning(SMALL, Head.GAUSSIAN);
        try (Learner first = algorithm.learner(problem, 1);
                Learner second = algorithm.learner(problem, 2)) {
            random.restore(3);
            demonstrate(first, 5);
            Demonstrated.update(first, 10);
            second.restore(first.save());
            random.restore(3);
            demonstrate(second, 5);
            Demonstrated.update(first, 10);
            Demonstrated.update(second, 10);

            assertThat(second.updates()).isEqualTo(20);
            assertThat(second.save()).isEqualTo(first.save());
            assertThat(second.export().onnx()).isEqualTo(first.export().onnx());
        }
    }

    @Test
    void aSaveOfAnotherNetworkShouldBeRefused() {
        try (Learner one = new BehaviourCloning(SMALL, Head.GAUSSIAN).learner(problem, 1);
                Learner other = new BehaviourCloning(SMALL, Head.DETERMINISTIC).learner(problem, 1)) {
            assertThatThrownBy(() -> other.restore(one.save())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void updatesShouldWaitForDemonstrationsAndEndAfterTheEpochs() {
        ImitationConfig brief = new ImitationConfig(List.of(8), false, 1e-3, 0, 10, 3, 1000, 0, 0.02);
        try (Learner learner = new BehaviourCloning(brief, Head.DETERMINISTIC).learner(problem, 1)) {
            assertThat(learner.canUpdate()).isFalse();
            demonstrate(learner, 1);
            while (learner.canUpdate()) {
                learner.update();
            }
            assertThat(learner.updates()).isEqualTo(3 * Demonstrated.TICKS / 10);
        }
    }

    private void demonstrate(Learner learner, int demonstrations) {
        for (int i = 0; i < demonstrations; i++) {
            learner.addDemonstration(Demonstrated.demonstration(random, OBSERVATIONS, BehaviourCloningTest::expert));
        }
    }

    private static float expert(float[] seen) {
        return (float) (0.5 * Math.sin(3 * seen[0]) - 0.4 * seen[1]);
    }
}
