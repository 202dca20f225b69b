package io.teleloop.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.teleloop.contract.Topics;
import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.Feature;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.gateway.Gateway;
import io.teleloop.gateway.GatewayConfig;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.service.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a page can learn of policies and learners, from a whole gateway with a real broker and a real store.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearnRoutesTest {
    private static final String TOKEN = "ada-0123456789abcdef";
    private static final String KEY = "key";
    private static final String SECRET = "secret";
    private static final String BUCKET = "teleloop";
    private static final byte[] MODEL = "a network".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedKafka kafka;
    private EmbeddedS3 s3;
    private MinioClient store;
    private KafkaProducer<String, byte[]> producer;
    private Path folder;
    private Gateway gateway;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, KEY, SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), KEY, SECRET, BUCKET);
        store = MinioClient.builder()
                .endpoint(s3.endpoint().toString())
                .credentials(KEY, SECRET)
                .region("us-east-1")
                .build();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        gateway = startGateway();
    }

    private Gateway startGateway() throws Exception {
        Path operators = Files.writeString(folder.resolve("operators"), "ada " + TOKEN + "\n");
        Path robots = Files.writeString(folder.resolve("robots"), "robot-1 robot-1-0123456789abcdef\n");
        return Gateway.start(
                GatewayConfig.from(Settings.load(
                        "gateway",
                        Map.of(
                                "TELELOOP_GATEWAY_PORT", "0",
                                "TELELOOP_GATEWAY_MANAGEMENT_PORT", "0",
                                "TELELOOP_GATEWAY_KAFKA_BOOTSTRAP", kafka.bootstrapServers(),
                                "TELELOOP_GATEWAY_S3_ENDPOINT", s3.endpoint().toString(),
                                "TELELOOP_GATEWAY_S3_ACCESS_KEY", KEY,
                                "TELELOOP_GATEWAY_S3_SECRET_KEY", SECRET,
                                "TELELOOP_GATEWAY_OPERATOR_TOKENS", operators.toString(),
                                "TELELOOP_GATEWAY_ROBOT_TOKENS", robots.toString(),
                                "TELELOOP_GATEWAY_SPOOL_DIR",
                                        folder.resolve("spool").toString()))),
                code -> {});
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        gateway.close();
        store.close();
        s3.close();
        kafka.close();
        http.close();
    }

    @Test
    void publishedVersionsShouldBeListedNewestFirst() throws Exception {
        publish("listed", 1, MODEL);
        publish("listed", 2, MODEL);

        eventually(() -> policy("listed").getLong("version", 0L) == 2);
        assertThat(policy("listed").getString("task")).isEqualTo("peg-insertion");
        JsonArray versions = new JsonObject(get("/api/policies/listed").body()).getJsonArray("versions");
        assertThat(versions).hasSize(2);
        assertThat(versions.getJsonObject(0).getLong("version")).isEqualTo(2);
        assertThat(versions.getJsonObject(0).getJsonObject("metrics").getDouble(TrainingMetrics.SUCCESS_RATE))
                .isEqualTo(0.5);
    }

    @Test
    void aCardShouldBeShownAsItIsStored() throws Exception {
        PolicyCard card = publish("shown", 1, MODEL);
        eventually(() -> !policy("shown").isEmpty());

        assertThat(get("/api/policies/shown/1/card").body().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(card.toJson());
    }

    @Test
    void aPinShouldOutliveTheGateway() throws Exception {
        publish("pinned", 1, MODEL);
        publish("pinned", 2, MODEL);
        eventually(() -> policy("pinned").getLong("version", 0L) == 2);

        assertThat(put("/api/policies/pinned/pin", "{\"version\": 1}").statusCode())
                .isEqualTo(200);
        assertThat(policy("pinned").getLong("pinned")).isEqualTo(1);

        gateway.close();
        gateway = startGateway();
        eventually(() -> policy("pinned").getLong("pinned", 0L) == 1);
    }

    @Test
    void whatIsNotAsItWasPublishedShouldNotBePinned() throws Exception {
        PolicyCard card = publish("changed", 1, MODEL);
        put(card.model().key(), "b network".getBytes(StandardCharsets.UTF_8));
        eventually(() -> !policy("changed").isEmpty());

        HttpResponse<String> answer = put("/api/policies/changed/pin", "{\"version\": 1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("bad-policy").contains("sha256");
    }

    @Test
    void anUnknownPolicyShouldBeSaidToBeUnknown() throws Exception {
        HttpResponse<String> answer = get("/api/policies/nobody");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("unknown-policy").contains("nobody").contains("/api/policies");
    }

    @Test
    void aBodyWithoutAVersionShouldBeRefused() throws Exception {
        assertThat(put("/api/policies/nobody/pin", "{\"version\": \"one\"}").statusCode())
                .isEqualTo(400);
        assertThat(put("/api/policies/nobody/pin", "[").statusCode()).isEqualTo(400);
        assertThat(put("/api/policies/nobody/pin", "").statusCode()).isEqualTo(400);
    }

    @Test
    void whatALearnerToldShouldComeInOrderAndOnce() throws Exception {
        for (int i = 1; i <= 3; i++) {
            send(
                    Topics.TRAINING,
                    "learner",
                    TrainingProgress.newBuilder()
                            .setVersion(1)
                            .setPolicyId("learner")
                            .setTask("peg-insertion")
                            .setAlgorithm("rlpd")
                            .setTimeNs(i * 1_500_000L)
                            .setTransitions(10L * i)
                            .putMetrics(TrainingMetrics.CRITIC_LOSS, 0.25)
                            .putMetrics(TrainingMetrics.Q, Double.NaN)
                            .build()
                            .toByteArray());
        }

        eventually(() -> training("learner", 0).size() == 3);
        JsonArray points = training("learner", 0);
        assertThat(points.getJsonObject(0).getLong("transitions")).isEqualTo(10);
        assertThat(points.getJsonObject(0).getJsonObject("metrics").getMap())
                .isEqualTo(Map.of(TrainingMetrics.CRITIC_LOSS, 0.25));
        long second = points.getJsonObject(1).getLong("timeMs");
        assertThat(training("learner", second)).hasSize(1);
        assertThat(new JsonArray(get("/api/training").body()))
                .anySatisfy(learner -> assertThat(((JsonObject) learner).getLong("transitions"))
                        .isEqualTo(30));
    }

    @Test
    void nothingShouldBeToldWithoutAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/policies")).build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    private PolicyCard publish(String policy, long version, byte[] model) throws Exception {
        PolicyCard card = new PolicyCard(
                PolicyCard.FORMAT,
                policy,
                version,
                "rlpd",
                "peg-insertion",
                version * 1_000_000,
                20,
                new ObservationSpec(List.of(new Feature.Values("force", "N", "wrench", 0, 3))),
                new ActionSpec(List.of(new ActionSpec.Dimension("linear.x", "m/s", -0.1, 0.1)), List.of()),
                new PolicyCard.Model(
                        ObjectKeys.policyModel(policy, version), sha256(model), model.length, 1, 1, 0, false),
                null,
                new PolicyCard.Training(100, 20, 50, Map.of()),
                Map.of(TrainingMetrics.SUCCESS_RATE, 0.5));
        put(card.model().key(), model);
        put(ObjectKeys.policyCard(policy, version), card.toJson());
        send(
                Topics.POLICIES,
                policy,
                PolicyPublished.newBuilder()
                        .setVersion(1)
                        .setPolicyId(policy)
                        .setPolicyVersion(version)
                        .setTimeNs(card.createdNs())
                        .setTask(card.task())
                        .setAlgorithm(card.algorithm())
                        .setCardKey(ObjectKeys.policyCard(policy, version))
                        .setCardSha256(sha256(card.toJson()))
                        .build()
                        .toByteArray());
        return card;
    }

    private void send(Topics topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.topic(), key, value)).get();
    }

    private void put(String key, byte[] bytes) throws Exception {
        store.putObject(PutObjectArgs.builder()
                .bucket(BUCKET)
                .object(key)
                .data(bytes, bytes.length)
                .build());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /// Empty while it is not known.
    private JsonObject policy(String name) throws Exception {
        return new JsonArray(get("/api/policies").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(policy -> policy.getString("policy").equals(name))
                        .findFirst()
                        .orElseGet(JsonObject::new);
    }

    private JsonArray training(String policy, long afterMs) throws Exception {
        return new JsonArray(
                get("/api/training/" + policy + "?after=" + afterMs).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
