package io.teleloop.policy;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Small policies whose decisions can be told in advance: two observations, two actions.
final class Policies {
    static final int OBSERVATIONS = 2;
    static final int ACTIONS = 2;

    private Policies() {}

    /// Commands the observation times the factor.
    static PolicyBundle proportional(float factor) {
        return bundle("proportional", proportionalModel(factor), 1, 1, 0, null);
    }

    static byte[] proportionalModel(float factor) {
        OnnxGraph graph = new OnnxGraph("proportional");
        Value observation = graph.input("observation", 1, OBSERVATIONS);
        graph.output("action", graph.scale(observation, factor), 1, ACTIONS);
        return graph.toBytes();
    }

    /// Four actions a call: the observation times 1, 2, 3 and 4; the first two are carried out.
    static PolicyBundle chunked() {
        OnnxGraph graph = new OnnxGraph("chunked");
        Value observation = graph.input("observation", 1, OBSERVATIONS);
        Value chunk = graph.concatenate(List.of(
                observation, graph.scale(observation, 2), graph.scale(observation, 3), graph.scale(observation, 4)));
        graph.output("action", chunk, 1, 4 * ACTIONS);
        return bundle("chunked", graph.toBytes(), 4, 2, 0, null);
    }

    /// Commands its noise.
    static PolicyBundle noisy(boolean explores) {
        OnnxGraph graph = new OnnxGraph("noisy");
        Value observation = graph.input("observation", 1, OBSERVATIONS);
        Value noise = graph.input("noise", 1, ACTIONS);
        graph.output("action", graph.add(noise, graph.scale(observation, 0)), 1, ACTIONS);
        return bundle(card("noisy", graph.toBytes(), 1, 1, ACTIONS, explores, null), graph.toBytes(), null);
    }

    /// Commands the base's action plus a tenth.
    static PolicyBundle residual(PolicyBundle base) {
        OnnxGraph graph = new OnnxGraph("residual");
        Value observation = graph.input("observation", 1, OBSERVATIONS);
        Value baseAction = graph.input("base_action", 1, ACTIONS);
        Value correction = graph.add(graph.scale(observation, 0), graph.constant(new float[] {0.1f}));
        graph.output("action", graph.add(baseAction, correction), 1, ACTIONS);
        return bundle("residual", graph.toBytes(), 1, 1, 0, base);
    }

    static PolicyBundle bundle(
            String id, byte[] model, int chunk, int execute, int noise, @Nullable PolicyBundle base) {
        return bundle(card(id, model, chunk, execute, noise, false, base), model, base);
    }

    private static PolicyBundle bundle(PolicyCard card, byte[] model, @Nullable PolicyBundle base) {
        return PolicyBundle.of(card, model, base);
    }

    static PolicyCard card(
            String id, byte[] model, int chunk, int execute, int noise, boolean explores, @Nullable PolicyBundle base) {
        return new PolicyCard(
                PolicyCard.FORMAT,
                id,
                1,
                "test",
                "reach",
                0,
                20,
                new ObservationSpec(List.of(new Feature.Values("force", "N", "wrench", 0, OBSERVATIONS))),
                new ActionSpec(
                        List.of(
                                new ActionSpec.Dimension("linear.x", "m/s", -1, 1),
                                new ActionSpec.Dimension("linear.y", "m/s", -1, 1)),
                        List.of()),
                new PolicyCard.Model(
                        "policies/" + id + "/1/policy.onnx",
                        sha256(model),
                        model.length,
                        chunk,
                        execute,
                        noise,
                        explores),
                base == null ? null : below(base),
                new PolicyCard.Training(0, 0, 0, Map.of()),
                Map.of());
    }

    private static PolicyCard.Base below(PolicyBundle base) {
        PolicyCard card = base.card();
        return new PolicyCard.Base(card.policyId(), card.policyVersion(), cardKey(card), base.cardSha256(), 0.1);
    }

    static String cardKey(PolicyCard card) {
        return "policies/" + card.policyId() + "/" + card.policyVersion() + "/card.json";
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
