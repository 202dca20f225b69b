package io.teleloop.learning.export;

import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticConfig.Distribution;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import java.util.List;

/// Actors of actor-critic learners as ONNX: one action a call, with a noise input as large as what the actor decides.
public final class ActorExport {
    private ActorExport() {}

    /// An actor that decides the whole action; a residual one takes the base's action and gives the combined one.
    ///
    /// @param values laid out as [ActorCriticConfig#actorLayout()]
    public static byte[] onnx(ActorCriticConfig config, float[] values, Normaliser normaliser) {
        PolicyGraph graph = new PolicyGraph(normaliser);
        return graph.decide(action(graph, config, values), config.actionSize());
    }

    /// An actor that decides all but the last dimension, a gripper with few levels, which a head of its own decides.
    ///
    /// @param values laid out as [ActorCriticConfig#actorLayout()]
    public static byte[] onnx(ActorCriticConfig config, float[] values, GripperHead gripper, Normaliser normaliser) {
        if (config.residual()) {
            throw new IllegalArgumentException("a residual corrects the whole action, it has no head for a gripper");
        }
        PolicyGraph graph = new PolicyGraph(normaliser);
        OnnxGraph nodes = graph.nodes;
        Perceptron rating =
                new Perceptron(nodes, gripper.layout(), gripper.values(), gripper.activation(), gripper.layerNorm());
        Value level = nodes.chooseLargest(rating.output(rating.hidden(graph.observation)), gripper.levels());
        Value action = nodes.concatenate(List.of(action(graph, config, values), level));
        return graph.decide(action, config.actionSize() + 1);
    }

    private static Value action(PolicyGraph graph, ActorCriticConfig config, float[] values) {
        OnnxGraph nodes = graph.nodes;
        int size = config.actionSize();
        Perceptron actor = new Perceptron(
                nodes,
                config.actorLayout(),
                values,
                config.actor().activation(),
                config.actor().layerNorm());
        Value noise = graph.noise(size);
        if (!config.residual()) {
            Value hidden = actor.hidden(graph.observation);
            return switch (config.actor().distribution()) {
                case Distribution.TanhGaussian gaussian -> squashed(graph, actor, hidden, size, gaussian, noise);
                case Distribution.FixedNoise fixed ->
                    graph.clampAction(nodes.add(nodes.tanh(actor.output(hidden)), cut(nodes, fixed, noise)));
            };
        }
        Value base = graph.baseAction(size);
        Value hidden = actor.hidden(nodes.concatenate(List.of(graph.observation, base)));
        float scale = (float) config.residualScale();
        return graph.clampAction(
                switch (config.actor().distribution()) {
                    case Distribution.TanhGaussian gaussian ->
                        nodes.add(base, nodes.scale(squashed(graph, actor, hidden, size, gaussian, noise), scale));
                    case Distribution.FixedNoise fixed ->
                        nodes.add(
                                nodes.add(base, nodes.scale(nodes.tanh(actor.output(hidden)), scale)),
                                cut(nodes, fixed, noise));
                });
    }

    /// tanh(mean + deviation * noise).
    private static Value squashed(
            PolicyGraph graph,
            Perceptron actor,
            Value hidden,
            int size,
            Distribution.TanhGaussian gaussian,
            Value noise) {
        return graph.nodes.tanh(graph.sample(
                actor.output(hidden, 0, size),
                actor.output(hidden, size, 2 * size),
                (float) gaussian.minimumLogStd(),
                (float) gaussian.maximumLogStd(),
                noise));
    }

    private static Value cut(OnnxGraph nodes, Distribution.FixedNoise fixed, Value noise) {
        float bound = (float) fixed.clip();
        return nodes.clip(nodes.scale(noise, (float) fixed.std()), -bound, bound);
    }
}
