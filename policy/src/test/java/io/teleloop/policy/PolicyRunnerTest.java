package io.teleloop.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyRunnerTest {
    private static final float[] OBSERVATION = {0.2f, -0.1f};

    @Test
    void anActionShouldBeWhatTheNetworkComputes() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.proportional(2))) {
            PolicyDecision decision = runner.act(OBSERVATION);

            assertThat(decision.action()).containsExactly(0.4f, -0.2f);
            assertThat(decision.baseAction()).isEmpty();
        }
    }

    @Test
    void anActionOutsideTheRangeShouldBeCutOff() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.proportional(100))) {
            assertThat(runner.act(OBSERVATION).action()).containsExactly(1, -1);
        }
    }

    @Test
    void aChunkShouldBeHandedOutAndTheNetworkBeAskedAnewAfterIt() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.chunked())) {
            assertThat(runner.act(new float[] {0.1f, 0}).action()[0]).isEqualTo(0.1f);
            assertThat(runner.act(new float[] {0.2f, 0}).action()[0]).isEqualTo(0.2f);
            assertThat(runner.act(new float[] {0.2f, 0}).action()[0]).isEqualTo(0.2f);
            assertThat(runner.act(new float[] {0.1f, 0}).action()[0]).isEqualTo(0.4f);
        }
    }

    @Test
    void aResetShouldForgetTheChunk() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.residual(Policies.chunked()))) {
            runner.act(new float[] {0.1f, 0});
            runner.reset();

            assertThat(runner.act(new float[] {0.3f, 0}).baseAction()[0]).isEqualTo(0.3f);
        }
    }

    @Test
    void aResidualShouldCorrectItsChunkedBaseAtEveryTick() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.residual(Policies.chunked()))) {
            assertThat(runner.act(new float[] {0.2f, 0}).action()[0]).isCloseTo(0.3f, within(1e-6f));
            PolicyDecision second = runner.act(new float[] {0, 0});

            assertThat(second.baseAction()[0]).isEqualTo(0.4f);
            assertThat(second.action()[0]).isCloseTo(0.5f, within(1e-6f));
        }
    }

    @Test
    void explorationShouldDrawFromTheGivenGenerator() {
        Random same = new Random(7);
        float expected = (float) same.nextGaussian();
        try (PolicyRunner runner = PolicyRunner.exploring(Policies.noisy(true), new Random(7))) {
            assertThat(runner.act(OBSERVATION).action()[0]).isEqualTo(Math.clamp(expected, -1, 1));
        }
    }

    @Test
    void noiseShouldBeZeroWithoutExploration() {
        try (PolicyRunner plain = PolicyRunner.open(Policies.noisy(true));
                PolicyRunner neverExplores = PolicyRunner.exploring(Policies.noisy(false), new Random(7))) {
            assertThat(plain.act(OBSERVATION).action()).containsExactly(0, 0);
            assertThat(neverExplores.act(OBSERVATION).action()).containsExactly(0, 0);
        }
    }

    @Test
    void anObservationThatIsNotFiniteOrOfAnotherSizeShouldBeRefused() {
        try (PolicyRunner runner = PolicyRunner.open(Policies.proportional(1))) {
            assertThatThrownBy(() -> runner.act(new float[] {Float.NaN, 0}))
                    .isInstanceOf(PolicyFaultException.class)
                    .hasMessageContaining("NaN at place 0");
            assertThatThrownBy(() -> runner.act(new float[3]))
                    .isInstanceOf(PolicyFaultException.class)
                    .hasMessageContaining("observes 2 numbers, it was given 3");
        }
    }

    @Test
    void aDecisionThatIsNotFiniteShouldBeAFaultAndTheNextTickStartAnew() {
        OnnxGraph graph = new OnnxGraph("exploding");
        Value observation = graph.input("observation", 1, Policies.OBSERVATIONS);
        Value exploding = graph.exp(graph.scale(observation, 1e6f));
        graph.output("action", exploding, 1, Policies.ACTIONS);
        try (PolicyRunner runner = PolicyRunner.open(Policies.bundle("exploding", graph.toBytes(), 1, 1, 0, null))) {
            assertThatThrownBy(() -> runner.act(new float[] {1, 1}))
                    .isInstanceOf(PolicyFaultException.class)
                    .hasMessageContaining("exploding@1 decided Infinity");
            assertThat(runner.act(new float[] {-1, -1}).action()).containsExactly(0, 0);
        }
    }

    @Test
    void aModelThatDecidesNoFiniteNumbersShouldBeRefusedWhenItIsLoaded() {
        byte[] model = Policies.proportionalModel(Float.NaN);

        assertThatThrownBy(() -> PolicyRunner.open(Policies.bundle("bad", model, 1, 1, 0, null)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void aModelThatIsNoOnnxFileShouldBeRefused() {
        assertThatThrownBy(() -> PolicyRunner.open(Policies.bundle("bad", new byte[] {1, 2, 3}, 1, 1, 0, null)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("bad@1 cannot be loaded");
    }

    @Test
    void aModelThatDoesNotFitItsCardShouldBeRefused() {
        byte[] model = Policies.proportionalModel(1);

        assertThatThrownBy(() -> PolicyRunner.open(Policies.bundle("bad", model, 2, 1, 0, null)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("outputs")
                .hasMessageContaining("action=4");
        assertThatThrownBy(() -> PolicyRunner.open(Policies.bundle("bad", model, 1, 1, 5, null)))
                .isInstanceOf(PolicyFaultException.class)
                .hasMessageContaining("inputs")
                .hasMessageContaining("noise=5");
    }
}
