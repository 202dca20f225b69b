package io.teleloop.local.browser;

import io.teleloop.contract.Streams;
import io.teleloop.contract.Topics;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.onnx.OnnxGraph;
import io.teleloop.onnx.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes policies that draw the tool to a place and keep it there. As a trainer publishes: the parts first, then
/// the news.
final class HoldingPolicies {
    /// m/s
    private static final double FASTEST = 0.1;
    /// 1/s: with which speed an arm comes back that is a metre away, in m/s.
    private static final double STIFFNESS = 2;

    private final Path store;
    private final String kafkaBootstrap;
    private final String task;

    /// @param store folder of the store's bucket
    HoldingPolicies(Path store, String kafkaBootstrap, String task) {
        this.store = store;
        this.kafkaBootstrap = kafkaBootstrap;
        this.task = task;
    }

    /// @param place metres, in the robot's base frame
    /// @param successRate as a trainer would have measured it
    void publish(String id, long version, float[] place, double successRate)
            throws IOException, ExecutionException, InterruptedException {
        byte[] model = model(place);
        PolicyCard card = card(id, version, model, successRate);
        Path file = store.resolve(ObjectKeys.policyCard(id, version));
        Files.createDirectories(file.getParent());
        Files.write(store.resolve(ObjectKeys.policyModel(id, version)), model);
        Files.write(file, card.toJson());
        announce(card);
    }

    private static byte[] model(float[] place) {
        OnnxGraph graph = new OnnxGraph("holding");
        Value away = graph.subtract(graph.constant(place, 1, 3), graph.input("observation", 1, 3));
        graph.output("action", graph.clip(graph.scale(away, (float) (STIFFNESS / FASTEST)), -1, 1), 1, 3);
        return graph.toBytes();
    }

    private PolicyCard card(String id, long version, byte[] model, double successRate) {
        return new PolicyCard(
                PolicyCard.FORMAT,
                id,
                version,
                "bc",
                task,
                nowNs(),
                20,
                new ObservationSpec(List.of(new Feature.Values("tcp.position", "m", Streams.TCP, 0, 3))),
                new ActionSpec(
                        List.of(axis("linear.x"), axis("linear.y"), axis("linear.z")),
                        List.of(new ActionSpec.Held("gripper", "m", 0))),
                new PolicyCard.Model(ObjectKeys.policyModel(id, version), sha256(model), model.length, 1, 1, 0, false),
                null,
                new PolicyCard.Training(0, 4200 * version, 1000 * version, Map.of()),
                Map.of(TrainingMetrics.SUCCESS_RATE, successRate));
    }

    private static ActionSpec.Dimension axis(String name) {
        return new ActionSpec.Dimension(name, "m/s", -FASTEST, FASTEST);
    }

    private void announce(PolicyCard card) throws ExecutionException, InterruptedException {
        PolicyPublished news = PolicyPublished.newBuilder()
                .setVersion(1)
                .setPolicyId(card.policyId())
                .setPolicyVersion(card.policyVersion())
                .setTask(card.task())
                .setAlgorithm(card.algorithm())
                .setTimeNs(card.createdNs())
                .setCardKey(ObjectKeys.policyCard(card.policyId(), card.policyVersion()))
                .setCardSha256(sha256(card.toJson()))
                .build();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafkaBootstrap), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.POLICIES.topic(), card.policyId(), news.toByteArray()))
                    .get();
        }
    }

    private static long nowNs() {
        return Instant.now().toEpochMilli() * 1_000_000;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
