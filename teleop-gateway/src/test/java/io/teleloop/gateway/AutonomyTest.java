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
import io.teleloop.operator.SessionState;
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
import java.util.function.Predicate;
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
    private static final Actor FIRST = actor(Actor.Kind.POLICY, "pusher@1");
    private static final Actor SECOND = actor(Actor.Kind.POLICY, "pusher@2");
    private static final Actor ADAS = actor(Actor.Kind.OPERATOR, "ada");

    private static Actor actor(Actor.Kind kind, String id) {
        return Actor.newBuilder().setKind(kind).setId(id).build();
    }

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
        gateway = Gateway.start(
                GatewayConfig.from(Settings.load(
                        "gateway",
                        Map.ofEntries(
                                Map.entry("TELELOOP_GATEWAY_PORT", "0"),
                                Map.entry("TELELOOP_GATEWAY_MANAGEMENT_PORT", "0"),
                                Map.entry("TELELOOP_GATEWAY_KAFKA_BOOTSTRAP", kafka.bootstrapServers()),
                                Map.entry(
                                        "TELELOOP_GATEWAY_S3_ENDPOINT",
                                        s3.endpoint().toString()),
                                Map.entry("TELELOOP_GATEWAY_S3_ACCESS_KEY", "key"),
                                Map.entry("TELELOOP_GATEWAY_S3_SECRET_KEY", "secret"),
                                Map.entry("TELELOOP_GATEWAY_OPERATOR_TOKENS", operators.toString()),
                                Map.entry("TELELOOP_GATEWAY_ROBOT_TOKENS", robots.toString()),
                                Map.entry("TELELOOP_GATEWAY_LINK_IDLE", "60000"),
                                // On a busy machine this process may stand still for longer than operators and
                                // robots may.
                                Map.entry("TELELOOP_GATEWAY_LEASE_TTL", "30000"),
                                Map.entry("TELELOOP_GATEWAY_WATCHDOG_HOLD", "10000"),
                                Map.entry("TELELOOP_GATEWAY_WATCHDOG_STOP", "20000"),
                                Map.entry(
                                        "TELELOOP_GATEWAY_SPOOL_DIR",
                                        folder.resolve("spool").toString())))),
                code -> {});
        reader = new KafkaReader(kafka.bootstrapServers());
    }

    @AfterAll
    void stop() throws Exception {
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

    private boolean isHeld() {
        return robot.received().stream()
                .filter(frame -> frame.hasTarget() || frame.hasHold())
                .reduce((_, later) -> later)
                .filter(GatewayFrame::hasHold)
                .isPresent();
    }

    /// Ada holds the deadman and pulls the tool back until a condition is met, and lets go.
    private void pullBackUntil(Callable<Boolean> condition) throws OperatorException {
        try (ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor()) {
            var ignored = hand.scheduleAtFixedRate(() -> command(BACK, true), 0, 25, TimeUnit.MILLISECONDS);
            eventually(condition);
        }
        ada.command(NOTHING, false);
    }

    private void command(double[] action, boolean deadman) {
        try {
            ada.command(action, deadman);
        } catch (OperatorException e) {
            throw new IllegalStateException(e);
        }
    }

    private void recorded(String episode, Predicate<List<Step>> condition) {
        eventually(() -> condition.test(reader.steps(episode)));
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
        recorded(episode, steps -> by(steps, FIRST).stream().anyMatch(step -> step.getExecutedAction(0) > 0.19));

        pullBackUntil(() -> by(reader.steps(episode), ADAS).stream()
                        .filter(AutonomyTest::isSeen)
                        .count()
                > 3);
        recorded(
                episode,
                steps -> by(steps.reversed(), FIRST, ADAS).getFirst().getActor().equals(FIRST));

        publish(TestPolicies.constant("pusher", 2, 0, 1));
        recorded(episode, steps -> by(steps, SECOND).stream().anyMatch(step -> step.getExecutedAction(1) > 0.19));
        ada.closeEpisode(Outcome.SUCCESS);

        assertThat(bobGot("published", "pusher", 2)).isTrue();
        assertThat(bobGot("running", "pusher", 1)).isTrue();
        assertThat(bobGot("running", "pusher", 2)).isTrue();
        reader.episode(episode);
        List<Step> steps = reader.steps(episode);
        tellsWhatThePolicyWanted(steps);
        tellsWhoDrove(steps);
        beginsAtRestWithEachDriver(steps);
        swapsBetweenTwoTicks(steps);
        assertThat(steps.getLast().getReward()).isEqualTo(1);
        int interventions = by(steps, ADAS).getLast().getInterventionId();
        eventually(() -> ada.state().autonomy().orElseThrow().interventions() == interventions);
        assertThat(metrics())
                .contains(
                        "teleloop_gateway_policy_interventions_total{robot=\"robot-1\"} " + interventions + ".0",
                        "teleloop_gateway_policy_version{policy=\"pusher\",robot=\"robot-1\"} 2.0");
    }

    /// Also of ticks at which Ada drove; none where the policy could not see the tool.
    private static void tellsWhatThePolicyWanted(List<Step> steps) {
        assertThat(by(steps, FIRST, ADAS)).filteredOn(AutonomyTest::isSeen).allSatisfy(step -> assertThat(
                        step.getPolicyActionList())
                .containsExactly(0.2f, 0f, 0f, 0f, 0f, 0f, 0.04f));
        assertThat(by(steps, SECOND)).allSatisfy(step -> assertThat(step.getPolicyActionList())
                .containsExactly(0f, 0.2f, 0f, 0f, 0f, 0f, 0.04f));
        assertThat(steps).filteredOn(step -> !isSeen(step)).allSatisfy(step -> assertThat(step.getPolicyActionList())
                .isEmpty());
    }

    /// Ada's interventions are one, and more only where this process stood still so long that her client let go.
    private static void tellsWhoDrove(List<Step> steps) {
        List<Step> byFirst = by(steps, FIRST);
        List<Step> byAda = by(steps, ADAS);
        assertThat(by(steps, FIRST, SECOND)).extracting(Step::getInterventionId).containsOnly(0);
        assertThat(byAda)
                .allSatisfy(step -> assertThat(step.getExecutedAction(0)).isLessThan(1e-6f))
                .extracting(Step::getInterventionId)
                .startsWith(1)
                .isSorted();
        assertThat(byFirst.getFirst().getIndex()).isLessThan(byAda.getFirst().getIndex());
        assertThat(byFirst.getLast().getIndex()).isGreaterThan(byAda.getLast().getIndex());
    }

    private static void beginsAtRestWithEachDriver(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            Step before = steps.get(i - 1);
            Step step = steps.get(i);
            boolean sameDriver = step.getActor().getKind() == before.getActor().getKind();
            if (!sameDriver || step.getInterventionId() > before.getInterventionId()) {
                assertThat(step.getExecutedActionList().subList(0, 6))
                        .as("velocity of step %d", i)
                        .containsOnly(0f);
            }
        }
    }

    /// The newer version does not begin anew, or its first step would not move. Nothing lies between the versions but
    /// ticks at which neither could see.
    private static void swapsBetweenTwoTicks(List<Step> steps) {
        Step last = by(steps, FIRST).getLast();
        Step first = by(steps, SECOND).getFirst();
        List<Step> between = steps.subList((int) last.getIndex() + 1, (int) first.getIndex());
        assertThat(between).noneMatch(AutonomyTest::isSeen);
        if (between.isEmpty()) {
            assertThat(first.getExecutedAction(1)).isPositive();
        }
    }

    /// Whether the robot had told where its tool is, not too long before the tick.
    private static boolean isSeen(Step step) {
        return step.getObservationList().stream()
                .anyMatch(reading -> reading.getStream().equals(Streams.TCP) && !reading.getGap());
    }

    private static List<Step> by(List<Step> steps, Actor... actors) {
        return steps.stream()
                .filter(step -> List.of(actors).contains(step.getActor()))
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
        pullBackUntil(() -> ada.state().control().equals("engaged"));
    }

    @Test
    void aPolicyWaitsForReadingsAndResetsAndEndsWithTheLease() throws Exception {
        publish(TestPolicies.constant("patient", 1, 1, 0));
        startPolicy("patient", OnRelease.HOLD);
        drives("autonomous");

        sensing = false;
        eventually(() -> waits(ada.state()));
        sensing = true;
        drives("autonomous");

        try (ScheduledExecutorService scene = Executors.newSingleThreadScheduledExecutor()) {
            var ignored = scene.scheduleAtFixedRate(this::answerReset, 0, 20, TimeUnit.MILLISECONDS);
            ada.reset(7);
        }
        drives("autonomous");

        ada.releaseLease();
        drives("idle");
        eventually(() -> ada.state().autonomy().isEmpty());
        eventually(this::isHeld);
        long clocks = clockRequests();
        eventually(() -> clockRequests() > clocks + 1);
        assertThat(isHeld()).isTrue();
    }

    /// One a second.
    private long clockRequests() {
        return robot.received().stream().filter(GatewayFrame::hasClockRequest).count();
    }

    private static boolean waits(SessionState state) {
        return state.control().equals("holding")
                && state.autonomy()
                        .filter(autonomy -> !autonomy.problem().isEmpty())
                        .isPresent();
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
