package io.teleloop.learning.export;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;

/// The graph of a policy, with the names that whoever runs it looks for.
final class PolicyGraph {
    private static final int BATCH = 1;

    final OnnxGraph nodes = new OnnxGraph("policy");
    /// Normalised, [1, observation size].
    final Value observation;

    PolicyGraph(Normaliser normaliser) {
        int size = normaliser.size();
        Value raw = nodes.input("observation", BATCH, size);
        Value centred = nodes.subtract(raw, nodes.constant(normaliser.mean(), size));
        Value scaled = nodes.divide(centred, nodes.constant(normaliser.deviation(), size));
        observation = nodes.clip(scaled, -Normaliser.CLIP, Normaliser.CLIP);
    }

    Value baseAction(int actionSize) {
        return nodes.input("base_action", BATCH, actionSize);
    }

    Value noise(int size) {
        return nodes.input("noise", BATCH, size);
    }

    /// The whole file.
    ///
    /// @param action [1, size]
    byte[] decide(Value action, int size) {
        nodes.output("action", action, BATCH, size);
        return nodes.toBytes();
    }

    /// mean + exp(clamp(log deviation)) * noise.
    Value sample(Value mean, Value logDeviation, float minimum, float maximum, Value noise) {
        Value deviation = nodes.exp(nodes.clip(logDeviation, minimum, maximum));
        return nodes.add(mean, nodes.multiply(deviation, noise));
    }

    Value clampAction(Value action) {
        return nodes.clip(action, -1, 1);
    }
}
