package io.teleloop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.Streams;
import io.teleloop.contract.Topics;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.contract.v1.Step;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.operator.OnRelease;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.Outcome;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.service.Settings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Policies drive a robot through a whole gateway, from real topics and a real store, and an operator takes over from
/// them over real WebRTC.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutonomyTest {
    private static final String ADA = "ada-0123456789abcdef";
    private static final String BOB = "bob-0123456789abcdef";
    private static final String ROBOT = "robot-1-0123456789abcdef";
    private static final String BUCKET = "teleloop";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double[] BACK = {-0.1, 0, 0, 0, 0, 0, 0.04};
    private static final double[] NOTHING = {0, 0, 0, 0, 0, 0, 0.04};

    private Path store;
    private EmbeddedKafka kafka;
    private EmbeddedS3 s3;
    private Gateway gateway;
    private KafkaReader reader;

    private RobotClient robot;
    private ScheduledExecutorService senses;
    private PageClient bob;
    private OperatorClient ada;
    private volatile boolean sensing;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, "key", "secret");
        BucketSetup.createIfMissing(s3.endpoint(), "key", "secret", BUCKET);
        store = folder.resolve("s3").resolve(BUCKET);
        Path operators = Files.writeString(folder.resolve("operators"), "ada " + ADA + "\nbob " + BOB + "\n");
        Path robots = Files.writeString(folder.resolve("robots"), "robot-1 " + ROBOT + "\n");
        gateway = Gateway.start(GatewayConfig.from(Settings.load(
                "gateway",
                Map.ofEntries(
                        Map.entry("TELELOOP_GATEWAY_PORT", "0"),
                        Map.entry("TELELOOP_GATEWAY_MANAGEMENT_PORT", "0"),
                        Map.entry("TELELOOP_GATEWAY_KAFKA_BOOTSTRAP", kafka.bootstrapServers()),
                        Map.entry("TELELOOP_GATEWAY_S3_ENDPOINT", s3.endpoint().toString()),
                        Map.entry("TELELOOP_GATEWAY_S3_ACCESS_KEY", "key"),
                        Map.entry("TELELOOP_GATEWAY_S3_SECRET_KEY", "secret"),
                        Map.entry("TELELOOP_GATEWAY_OPERATOR_TOKENS", operators.toString()),
                        Map.entry("TELELOOP_GATEWAY_ROBOT_TOKENS", robots.toString()),
                        Map.entry("TELELOOP_GATEWAY_LINK_IDLE", "60000"),
                        Map.entry(
                                "TELELOOP_GATEWAY_SPOOL_DIR",
                                folder.resolve("spool").toString())))));
        reader = new KafkaReader(kafka.bootstrapServers());
    }

    @AfterAll
    void stop() {
        reader.close();
        gateway.close();
        s3.close();
        kafka.close();
    }

    @BeforeEach
    void join() throws Exception {
        robot = new RobotClient(gateway.port(), ROBOT);
        robot.hello(TestRobots.description("robot-1"));
        eventually(() -> robot.got(GatewayFrame::hasWelcome) && robot.got(GatewayFrame::hasClockRequest));
        sensing = true;
        senses = Executors.newSingleThreadScheduledExecutor();
        var ignored = senses.scheduleAtFixedRate(this::sense, 0, 10, TimeUnit.MILLISECONDS);
        bob = new PageClient(gateway.port(), BOB).join("robot-1");
        ada = OperatorClient.connect(URI.create("http://127.0.0.1:" + gateway.port()), ADA, "robot-1");
        ada.acquireLease();
    }

    private void sense() {
        if (sensing) {
            robot.sample(Streams.TCP, TestRobots.tcp(0.5, 0, 0.3));
        }
    }

    @AfterEach
    void leave() throws Exception {
        ada.close();
        bob.close();
        senses.shutdownNow();
        assertThat(senses.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        robot.close();
        try (PageClient page = new PageClient(gateway.port(), BOB)) {
            eventually(() -> !page.robots().getJsonObject(0).getBoolean("connected"));
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    /// As a trainer publishes: the parts first, then the news.
    private void publish(PolicyBundle policy) throws Exception {
        String id = policy.card().policyId();
        long version = policy.card().policyVersion();
        Path card = store.resolve(ObjectKeys.policyCard(id, version));
        Files.createDirectories(card.getParent());
        Files.write(store.resolve(ObjectKeys.policyModel(id, version)), policy.model());
        Files.write(card, policy.card().toJson());
        reader.write(
                Topics.POLICIES,
                id,
                PolicyPublished.newBuilder()
                        .setVersion(1)
                        .setPolicyId(id)
                        .setPolicyVersion(version)
                        .setTask(policy.card().task())
                        .setAlgorithm(policy.card().algorithm())
                        .setCardKey(ObjectKeys.policyCard(id, version))
                        .setCardSha256(policy.cardSha256())
                        .build()
                        .toByteArray());
    }

    /// The gateway hears of a publication a little later.
    private void startPolicy(String id, OnRelease onRelease) {
        await().atMost(PATIENCE).until(() -> {
            try {
                ada.startAutonomy(id, 0, onRelease);
                return true;
            } catch (OperatorException e) {
                assertThat(e.code()).isEqualTo("unknown-policy");
                return false;
            }
        });
    }

    private String refusalOf(String id) {
        List<OperatorException> refusals = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            try {
                ada.startAutonomy(id, 0, OnRelease.RESUME);
            } catch (OperatorException e) {
                if (!e.code().equals("unknown-policy")) {
                    refusals.add(e);
                }
            }
            return !refusals.isEmpty();
        });
        assertThat(refusals.getFirst().code()).isEqualTo("policy-refused");
        return refusals.getFirst().reason();
    }

    private void drives(String control) {
        eventually(() -> ada.state().control().equals(control));
    }

    private long targets() {
        return robot.received().stream().filter(GatewayFrame::hasTarget).count();
    }

    private void takeOver() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).until(() -> {
            ada.command(BACK, true);
            return ada.state().control().equals("engaged");
        });
    }

    private boolean bobGot(String event, String policy, long version) {
        return bob.got(message -> "policy".equals(message.getString("type"))
                && event.equals(message.getString("event"))
                && policy.equals(message.getString("policy"))
                && version == message.getLong("version"));
    }

    @Test
    void anEpisodeTellsWhoDroveThroughTakeOverAndHotSwap() throws Exception {
        publish(TestPolicies.constant("pusher", 1, 1, 0));
        String episode = ada.openEpisode();
        startPolicy("pusher", OnRelease.RESUME);
        drives("autonomous");
        eventually(() -> ada.state().recordedSteps() > 5);

        takeOver();
        long whenTakenOver = ada.state().recordedSteps();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).until(() -> {
            ada.command(BACK, true);
            return ada.state().recordedSteps() > whenTakenOver + 3;
        });
        ada.command(NOTHING, false);
        drives("autonomous");
        assertThat(ada.state().autonomy()).hasValueSatisfying(autonomy -> {
            assertThat(autonomy.interventions()).isEqualTo(1);
            assertThat(autonomy.problem()).isEmpty();
        });

        publish(TestPolicies.constant("pusher", 2, 0, 1));
        eventually(() -> bobGot("running", "pusher", 2));
        long stepsBefore = ada.state().recordedSteps();
        eventually(() -> ada.state().recordedSteps() > stepsBefore);
        ada.closeEpisode(Outcome.SUCCESS);

        assertThat(bobGot("published", "pusher", 2)).isTrue();
        assertThat(bobGot("running", "pusher", 1)).isTrue();
        reader.episode(episode);
        tellsTheStory(reader.steps(episode));
        assertThat(metrics())
                .contains(
                        "teleloop_gateway_policy_interventions_total{robot=\"robot-1\"} 1.0",
                        "teleloop_gateway_policy_version{policy=\"pusher\",robot=\"robot-1\"} 2.0");
    }

    private static void tellsTheStory(List<Step> steps) {
        List<Step> byFirst = by(steps, Actor.Kind.POLICY, "pusher@1");
        List<Step> bySecond = by(steps, Actor.Kind.POLICY, "pusher@2");
        List<Step> byAda = by(steps, Actor.Kind.OPERATOR, "ada");
        assertThat(byFirst).isNotEmpty().allSatisfy(step -> {
            assertThat(step.getPolicyActionList()).containsExactly(0.2f, 0f, 0f, 0f, 0f, 0f, 0.04f);
            assertThat(step.getInterventionId()).isZero();
        });
        assertThat(byFirst).anyMatch(step -> step.getExecutedAction(0) > 0.19);
        assertThat(byAda).isNotEmpty().allSatisfy(step -> {
            assertThat(step.getPolicyActionList()).containsExactly(0.2f, 0f, 0f, 0f, 0f, 0f, 0.04f);
            assertThat(step.getExecutedAction(0)).isLessThanOrEqualTo(0);
            assertThat(step.getInterventionId()).isEqualTo(1);
        });
        assertThat(bySecond).isNotEmpty().allMatch(step -> step.getPolicyAction(1) == 0.2f);
        // The newer version took over between two ticks and did not begin anew, or its first step would not move.
        assertThat(bySecond.getFirst().getIndex()).isEqualTo(byFirst.getLast().getIndex() + 1);
        assertThat(bySecond.getFirst().getExecutedAction(1)).isPositive();
        Step handedBack = byFirst.stream()
                .filter(step -> step.getIndex() > byAda.getLast().getIndex())
                .findFirst()
                .orElseThrow();
        for (Step first : List.of(byFirst.getFirst(), byAda.getFirst(), handedBack)) {
            assertThat(first.getExecutedActionList().subList(0, 6)).containsOnly(0f);
        }
        assertThat(steps.getLast().getReward()).isEqualTo(1);
    }

    private static List<Step> by(List<Step> steps, Actor.Kind kind, String id) {
        return steps.stream()
                .filter(step -> step.getActor().getKind() == kind
                        && step.getActor().getId().equals(id))
                .toList();
    }

    private String metrics() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + gateway.managementPort() + "/metrics");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void policiesThatCannotDriveThisRobotAreRefusedAndNothingMoves() throws Exception {
        publish(TestPolicies.ofWrongShape("misshapen", 1));
        PolicyBundle good = TestPolicies.constant("stranger", 1, 1, 0);
        publish(TestPolicies.with(good, "fold-laundry", 20, good.card().observation()));

        assertThat(refusalOf("misshapen")).contains("its card asks for");
        assertThat(refusalOf("stranger"))
                .contains("does not fit robot 'robot-1'")
                .contains("fold-laundry");

        assertThat(targets()).isZero();
        eventually(() -> bobGot("refused", "stranger", 1));
    }

    @Test
    void aPolicyThatDecidesNoNumberIsRefusedAndTheRobotHolds() throws Exception {
        publish(TestPolicies.infinite("runaway", 1));
        startPolicy("runaway", OnRelease.RESUME);

        eventually(() -> bobGot("refused", "runaway", 1));
        eventually(() -> ada.state().autonomy().isEmpty());

        assertThat(ada.state().control()).isEqualTo("holding");
        assertThat(ada.state().reason()).contains("decided");
        assertThat(targets()).isZero();
        takeOver();
    }

    @Test
    void aPolicyWaitsForReadingsAndResetsAndEndsWithTheLease() throws Exception {
        publish(TestPolicies.constant("patient", 1, 1, 0));
        startPolicy("patient", OnRelease.HOLD);
        drives("autonomous");

        sensing = false;
        drives("holding");
        assertThat(ada.state().autonomy())
                .hasValueSatisfying(autonomy -> assertThat(autonomy.problem()).isNotEmpty());
        sensing = true;
        drives("autonomous");

        try (ScheduledExecutorService scene = Executors.newSingleThreadScheduledExecutor()) {
            var ignored = scene.scheduleAtFixedRate(this::answerReset, 0, 20, TimeUnit.MILLISECONDS);
            ada.reset(7);
        }
        drives("autonomous");

        ada.releaseLease();
        drives("idle");
        long before = targets();
        eventually(() -> ada.state().autonomy().isEmpty());
        assertThat(robot.got(frame ->
                        frame.hasHold() && frame.getHold().getReason().equals("the operator released the lease")))
                .isTrue();
        assertThat(targets()).isEqualTo(before);
    }

    private void answerReset() {
        robot.received().stream()
                .filter(GatewayFrame::hasReset)
                .forEach(frame -> robot.send(RobotFrame.newBuilder()
                        .setResetDone(ResetDone.newBuilder()
                                .setRequestId(frame.getReset().getRequestId())
                                .setOk(true))
                        .build()));
    }

    @Test
    void onlyTheHolderOfTheLeaseMayStartAndStopAPolicy() throws Exception {
        publish(TestPolicies.constant("obedient", 1, 1, 0));
        startPolicy("obedient", OnRelease.RESUME);
        bob.send(new JsonObject()
                .put("type", "autonomy.start")
                .put("policy", "obedient")
                .put("version", 1)
                .put("onRelease", "hold"));
        eventually(() -> bob.gotError("lease-required"));
        bob.send("autonomy.stop");
        eventually(() -> bob.received().stream()
                        .filter(message -> "lease-required".equals(message.getString("code")))
                        .count()
                == 2);
        bob.send("estop");
        drives("stopped");
        assertThat(ada.state().autonomy()).isEmpty();
        ada.clearStop();
        drives("idle");
    }
}
