package io.teleloop.rollout.bench;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.algorithm.ExportedNetwork;
import io.teleloop.learning.algorithm.FlowPolicy;
import io.teleloop.learning.algorithm.Learner;
import io.teleloop.learning.algorithm.Problem;
import io.teleloop.learning.export.ActorExport;
import io.teleloop.learning.network.Activation;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.session.PolicyDraft;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import io.teleloop.policy.PolicyBundle;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Policies as learners export them, with the weights that learning starts from: they decide nonsense in the same time.
final class UntrainedPolicies {
    /// About what an arm with two tactile pads and two tracked objects gives.
    private static final int OBSERVATIONS = 52;
    private static final ActionSpec ACTION = new ActionSpec(
            Stream.of("linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z", "gripper")
                    .map(name -> new ActionSpec.Dimension(name, "", -1, 1))
                    .toList(),
            List.of());
    private static final Normaliser NORMALISER = Normaliser.identity(OBSERVATIONS);
    private static final double RESIDUAL_SCALE = 0.1;

    private UntrainedPolicies() {}

    /// Decides a part of what it sees.
    static PolicyBundle floor() {
        OnnxGraph graph = new OnnxGraph("floor");
        Value observation = graph.input("observation", 1, OBSERVATIONS);
        Value start = graph.chooseLargest(observation, new float[OBSERVATIONS]);
        graph.output("action", graph.concatenate(Collections.nCopies(ACTION.size(), start)), 1, ACTION.size());
        return bundle("floor", new ExportedNetwork(graph.toBytes(), 1, 1, 0, false, 0), null);
    }

    static PolicyBundle perceptron() {
        return bundle("perceptron", actor(256, 0), null);
    }

    static PolicyBundle flow() {
        try (Learner learner = FlowPolicy.DEFAULT.learner(new Problem(OBSERVATIONS, ACTION, NORMALISER, null), 1)) {
            return bundle("flow", learner.export(), null);
        }
    }

    /// Above a flow.
    static PolicyBundle residual(int width) {
        return bundle("residual", actor(width, RESIDUAL_SCALE), flow());
    }

    private static ExportedNetwork actor(int width, double residualScale) {
        List<Integer> hidden = List.of(width, width);
        ActorCriticConfig config = new ActorCriticConfig(
                OBSERVATIONS,
                ACTION.size(),
                new ActorCriticConfig.Actor(
                        hidden,
                        Activation.RELU,
                        true,
                        new ActorCriticConfig.Distribution.TanhGaussian(-5, 2, 1, -1, 3e-4),
                        3e-4,
                        0),
                new ActorCriticConfig.Critic(hidden, Activation.RELU, true, 2, 2, false, 3e-4, 0, 0.005),
                residualScale,
                0);
        byte[] onnx = ActorExport.onnx(config, config.actorLayout().initial(new Random(1)), NORMALISER);
        return new ExportedNetwork(onnx, 1, 1, ACTION.size(), true, residualScale);
    }

    private static PolicyBundle bundle(String id, ExportedNetwork network, @Nullable PolicyBundle base) {
        PolicyCard.Base below = base == null
                ? null
                : new PolicyCard.Base(
                        base.card().policyId(),
                        base.card().policyVersion(),
                        ObjectKeys.policyCard(
                                base.card().policyId(), base.card().policyVersion()),
                        base.cardSha256(),
                        network.residualScale());
        PolicyDraft draft = new PolicyDraft(
                id,
                "none",
                20,
                new ObservationSpec(List.of(new Feature.Values("all", "", "all", 0, OBSERVATIONS))),
                ACTION,
                network,
                below,
                0,
                0,
                0,
                Map.of());
        return PolicyBundle.of(draft.card(id, 1, 0, ObjectKeys.policyModel(id, 1), Map.of()), network.onnx(), base);
    }
}
