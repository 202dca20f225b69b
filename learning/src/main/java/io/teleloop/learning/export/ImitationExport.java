package io.teleloop.learning.export;

import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.network.TimeFeatures;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;

/// Imitators as ONNX.
///
/// @param layout of the perceptron
/// @param values laid out so
/// @param layerNorm of its hidden layers
/// @param normaliser of observations
public record ImitationExport(
        ParameterLayout layout, float[] values, Activation activation, boolean layerNorm, Normaliser normaliser) {

    /// The network's output is the action.
    public byte[] deterministic(int actionSize) {
        PolicyGraph graph = new PolicyGraph(normaliser);
        Perceptron network = perceptron(graph);
        Value action = graph.clampAction(network.output(network.hidden(graph.observation)));
        return graph.decide(action, actionSize);
    }

    /// The network's output is a mean, and behind it a log standard deviation that is clamped.
    public byte[] gaussian(int actionSize, float minimumLogStd, float maximumLogStd) {
        PolicyGraph graph = new PolicyGraph(normaliser);
        Perceptron network = perceptron(graph);
        Value hidden = network.hidden(graph.observation);
        Value action = graph.clampAction(graph.sample(
                network.output(hidden, 0, actionSize),
                network.output(hidden, actionSize, 2 * actionSize),
                minimumLogStd,
                maximumLogStd,
                graph.noise(actionSize)));
        return graph.decide(action, actionSize);
    }

    /// The network gives the velocity with which noise becomes a chunk of actions. It sees the normalised observation,
    /// behind it the chunk so far, behind that [TimeFeatures]. Euler's steps are laid out one after the other; the
    /// observation's share of the first layer, which is the same in each, is computed once, and the time's is a
    /// constant.
    ///
    /// @param start the noise to begin with where the noise given is zero
    /// @param steps of Euler's method from time 0 to 1
    public byte[] flow(float[] start, int steps) {
        int chunkSize = start.length;
        PolicyGraph graph = new PolicyGraph(normaliser);
        OnnxGraph nodes = graph.nodes;
        Perceptron network = perceptron(graph);
        int seen = normaliser.size();
        float[] bias = network.firstBias();
        int width = bias.length;
        Value observationShare = nodes.dense(
                graph.observation,
                nodes.constant(network.firstWeights(0, seen), seen, width),
                nodes.constant(bias, width));
        Value chunkWeight = nodes.constant(network.firstWeights(seen, seen + chunkSize), chunkSize, width);
        float[] timeWeight = network.firstWeights(seen + chunkSize, seen + chunkSize + TimeFeatures.SIZE);
        Value chunk = nodes.replaceZeros(graph.noise(chunkSize), nodes.constant(start, chunkSize));
        for (int step = 0; step < steps; step++) {
            float[] timeShare = product(TimeFeatures.of((double) step / steps), timeWeight, width);
            Value given = nodes.add(observationShare, nodes.constant(timeShare, width));
            Value hidden = network.hiddenBehindFirst(nodes.dense(chunk, chunkWeight, given));
            chunk = nodes.add(chunk, nodes.scale(network.output(hidden), 1f / steps));
        }
        return graph.decide(graph.clampAction(chunk), chunkSize);
    }

    private Perceptron perceptron(PolicyGraph graph) {
        return new Perceptron(graph.nodes, layout, values, activation, layerNorm);
    }

    private static float[] product(float[] row, float[] matrix, int width) {
        float[] product = new float[width];
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < width; j++) {
                product[j] += row[i] * matrix[i * width + j];
            }
        }
        return product;
    }
}
