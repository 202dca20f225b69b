package io.teleloop.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxGraphTest {
    private static final float[] INPUT = {-2, 3};

    interface Operation extends BiFunction<OnnxGraph, Value, Value> {}

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("add", (g, in) -> g.add(in, g.constant(new float[] {1, 2}, 2)), -1, 5),
                operation("subtract", (g, in) -> g.subtract(in, g.constant(new float[] {2})), -4, 1),
                operation("multiply", (g, in) -> g.multiply(in, in), 4, 9),
                operation("divide", (g, in) -> g.divide(in, g.constant(new float[] {2})), -1, 1.5f),
                operation("scale", (g, in) -> g.scale(in, 3), -6, 9),
                operation("clip", (g, in) -> g.clip(in, -1, 2), -1, 2),
                operation("relu", OnnxGraph::relu, 0, 3),
                operation("tanh", OnnxGraph::tanh, (float) Math.tanh(-2), (float) Math.tanh(3)),
                operation("sigmoid", OnnxGraph::sigmoid, 0.11920292f, 0.95257413f),
                operation("exp", OnnxGraph::exp, (float) Math.exp(-2), (float) Math.exp(3)),
                operation("replace zeros", (g, in) -> g.replaceZeros(g.relu(in), g.constant(new float[] {7})), 7, 3),
                operation("concatenate", (g, in) -> g.concatenate(List.of(in, in)), -2, 3, -2, 3),
                operation(
                        "dense, weights row after row",
                        (g, in) -> g.dense(
                                in,
                                g.constant(new float[] {1, 2, 3, 10, 20, 30}, 2, 3),
                                g.constant(new float[] {0.5f, 0, 0}, 3)),
                        28.5f,
                        56,
                        84),
                operation(
                        "layer normalisation",
                        (g, in) -> g.layerNormalization(
                                in, g.constant(new float[] {1, 2}, 2), g.constant(new float[] {0, 1}, 2), 0),
                        -1,
                        3),
                operation("choose largest", (g, in) -> g.chooseLargest(in, new float[] {0.25f, 0.75f}), 0.75f));
    }

    private static Arguments operation(String name, Operation operation, float... expected) {
        return Arguments.of(name, operation, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void aRuntimeShouldComputeWhatTheOperationSays(String name, Operation operation, float[] expected)
            throws OrtException {
        OnnxGraph graph = new OnnxGraph(name);
        Value in = graph.input("in", 1, INPUT.length);
        graph.output("out", operation.apply(graph, in), 1, expected.length);

        float[] out = run(graph.toBytes());

        assertThat(out).hasSize(expected.length);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isBetween(expected[i] - 1e-5f, expected[i] + 1e-5f);
        }
    }

    @Test
    void theSameCallsShouldGiveTheSameBytes() {
        assertThat(tanh()).isEqualTo(tanh());
    }

    @Test
    void whatDoesNotFitShouldBeRefused() {
        OnnxGraph graph = new OnnxGraph("test");
        graph.input("in", 1, 2);

        assertThatThrownBy(() -> graph.constant(new float[3], 2, 2)).hasMessageContaining("has 4 values, 3 were given");
        assertThatThrownBy(() -> graph.tanh(new Value("elsewhere"))).hasMessageContaining("no value of this graph");
        assertThatThrownBy(() -> graph.input("in", 1, 2)).hasMessageContaining("already");
    }

    private static byte[] tanh() {
        OnnxGraph graph = new OnnxGraph("tanh");
        graph.output("out", graph.tanh(graph.input("in", 1, 2)), 1, 2);
        return graph.toBytes();
    }

    private static float[] run(byte[] model) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor in = OnnxTensor.createTensor(environment, new float[][] {INPUT});
                OrtSession.Result result = session.run(Map.of("in", in))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }
}
