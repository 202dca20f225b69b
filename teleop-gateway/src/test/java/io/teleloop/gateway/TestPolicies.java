package io.teleloop.gateway;

import io.teleloop.contract.Streams;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import io.teleloop.policy.PolicyBundle;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Small policies for the robot of [TestRobots]: they see x and y of its tool and decide how it moves along both.
public final class TestPolicies {
    /// m/s that a policy may command at most.
    public static final double FASTEST = 0.2;

    private TestPolicies() {}

    /// Always commands the same.
    ///
    /// @param x normalised
    /// @param y normalised
    public static PolicyBundle constant(String id, long version, float x, float y) {
        OnnxGraph graph = new OnnxGraph("constant");
        Value nothing = graph.scale(graph.input("observation", 1, 2), 0);
        graph.output("action", graph.add(nothing, graph.constant(new float[] {x, y}, 1, 2)), 1, 2);
        return bundle(id, version, graph.toBytes());
    }

    /// Runs well on zeros; decides infinity on anything else.
    public static PolicyBundle infinite(String id, long version) {
        OnnxGraph graph = new OnnxGraph("infinite");
        Value observation = graph.input("observation", 1, 2);
        graph.output("action", graph.scale(graph.scale(observation, 1e38f), 1e38f), 1, 2);
        return bundle(id, version, graph.toBytes());
    }

    /// Decides three numbers where its card says two.
    public static PolicyBundle ofWrongShape(String id, long version) {
        OnnxGraph graph = new OnnxGraph("wrong");
        Value observation = graph.input("observation", 1, 2);
        graph.output("action", graph.concatenate(List.of(observation, observation)), 1, 4);
        return bundle(id, version, graph.toBytes());
    }

    private static PolicyBundle bundle(String id, long version, byte[] model) {
        return PolicyBundle.of(card(id, version, model), model, null);
    }

    private static PolicyCard card(String id, long version, byte[] model) {
        return new PolicyCard(
                PolicyCard.FORMAT,
                id,
                version,
                "test",
                "test-task",
                System.currentTimeMillis() * 1_000_000,
                20,
                new ObservationSpec(List.of(new Feature.Values("tcp.position", "m", Streams.TCP, 0, 2))),
                new ActionSpec(
                        List.of(
                                new ActionSpec.Dimension("linear.x", "m/s", -FASTEST, FASTEST),
                                new ActionSpec.Dimension("linear.y", "m/s", -FASTEST, FASTEST)),
                        List.of(new ActionSpec.Held("gripper", "m", 0.04))),
                new PolicyCard.Model(ObjectKeys.policyModel(id, version), sha256(model), model.length, 1, 1, 0, false),
                null,
                new PolicyCard.Training(0, 0, 0, Map.of()),
                Map.of());
    }

    /// The same policy with another card.
    public static PolicyBundle with(PolicyBundle policy, String task, double rateHz, ObservationSpec observation) {
        PolicyCard card = policy.card();
        return PolicyBundle.of(
                new PolicyCard(
                        card.format(),
                        card.policyId(),
                        card.policyVersion(),
                        card.algorithm(),
                        task,
                        card.createdNs(),
                        rateHz,
                        observation,
                        card.action(),
                        card.model(),
                        null,
                        card.training(),
                        card.metrics()),
                policy.model(),
                null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
