package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.teleloop.learning.export.OnnxModel;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A choice between two ways that are equally good: half of the demonstrations go left all the time, half right.
class FlowPolicyTest {
    private static final float WAY = 0.8f;
    private static final int OBSERVATIONS = 2;
    private static final ImitationConfig SMALL =
            new ImitationConfig(List.of(64, 64), false, 2e-3, 0, 128, 1e6, 10_000, 0, 0.02);
    private static final FlowPolicy FLOW = new FlowPolicy(SMALL, 4, 2, 8);

    private final Problem problem = Demonstrated.problem(OBSERVATIONS);

    @Test
    void clonedBehaviourShouldGoBetweenTheTwoWays() throws OrtException {
        try (Learner learner = trained(new BehaviourCloning(SMALL, BehaviourCloning.Head.DETERMINISTIC), 300);
                OnnxModel model = new OnnxModel(learner.export().onnx())) {
            for (float[] observation : observations()) {
                assertThat(model.action(Map.of("observation", observation))[0]).isBetween(-0.3f, 0.3f);
            }
        }
    }

    @Test
    void aFlowShouldTakeEitherWayAndKeepToItForTheChunk() throws OrtException {
        SeededGenerator random = new SeededGenerator(9);
        try (Learner learner = trained(FLOW, 1500);
                OnnxModel model = new OnnxModel(learner.export().onnx())) {
            float settled = Math.signum(chunk(model, observations().getFirst(), new float[FLOW.chunk()])[0]);
            int left = 0;
            for (float[] observation : observations()) {
                float[] noise = new float[FLOW.chunk()];
                keepsTo(settled, chunk(model, observation, noise), 0.6f);
                random.fillGaussian(noise);
                float[] drawn = chunk(model, observation, noise);
                keepsTo(Math.signum(drawn[0]), drawn, 0.3f);
                left += drawn[0] < 0 ? 1 : 0;
            }
            assertThat(left).isBetween(1, observations().size() - 1);
        }
    }

    private static float[] chunk(OnnxModel model, float[] observation, float[] noise) throws OrtException {
        return model.action(Map.of("observation", observation, "noise", noise));
    }

    private static void keepsTo(float side, float[] chunk, float least) {
        assertThat(chunk).hasSize(FLOW.chunk());
        for (float action : chunk) {
            assertThat(action * side).isBetween(least, 1f);
        }
    }

    @Test
    void aRestoredLearnerThatIsFedTheSameShouldGoOnBitForBit() {
        try (Learner first = trained(FLOW, 5);
                Learner second = trained(FLOW, 0)) {
            second.restore(first.save());
            Demonstrated.update(first, 5);
            Demonstrated.update(second, 5);

            assertThat(second.save()).isEqualTo(first.save());
        }
    }

    private Learner trained(Algorithm algorithm, int updates) {
        SeededGenerator random = new SeededGenerator(3);
        Learner learner = algorithm.learner(problem, 1);
        for (int i = 0; i < 40; i++) {
            float way = i % 2 == 0 ? WAY : -WAY;
            learner.addDemonstration(Demonstrated.demonstration(random, OBSERVATIONS, seen -> way));
        }
        Demonstrated.update(learner, updates);
        return learner;
    }

    private static List<float[]> observations() {
        SeededGenerator random = new SeededGenerator(4);
        return Stream.generate(() -> Demonstrated.observation(random, OBSERVATIONS))
                .limit(20)
                .toList();
    }
}
