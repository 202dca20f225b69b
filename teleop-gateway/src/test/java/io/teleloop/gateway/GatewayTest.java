package io.teleloop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.EpisodeSealed;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.ResetDone;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.contract.v1.RobotMode;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.TopicSetup;
import io.teleloop.service.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A whole gateway with real Kafka, a robot over a real WebSocket and operators without video.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    private static final String ADA = "ada-0123456789abcdef";
    private static final String BOB = "bob-0123456789abcdef";
    private static final String ROBOT_1 = "robot-1-0123456789abcdef";
    private static final String ROBOT_2 = "robot-2-0123456789abcdef";

    private static final EpisodeId LEFT_OPEN = EpisodeId.at(Instant.ofEpochMilli(1_800_000_000_000L));

    private EmbeddedKafka kafka;
    private Gateway gateway;
    private KafkaReader reader;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        Path operators = Files.writeString(folder.resolve("operators"), "ada " + ADA + "\nbob " + BOB + "\n");
        Path robots = Files.writeString(
                folder.resolve("robots"),
                "robot-1 " + ROBOT_1 + "\nrobot-2 " + ROBOT_2 + "\nrobot-3 robot-3-0123456789abcdef\n");
        Path journal = Files.createDirectories(folder.resolve("spool").resolve("open-episodes"));
        Files.writeString(journal.resolve(LEFT_OPEN + ".open"), "robot-3");
        gateway = Gateway.start(
                GatewayConfig.from(Settings.load(
                        "gateway",
                        Map.of(
                                "TELELOOP_GATEWAY_PORT", "0",
                                "TELELOOP_GATEWAY_MANAGEMENT_PORT", "0",
                                "TELELOOP_GATEWAY_KAFKA_BOOTSTRAP", kafka.bootstrapServers(),
                                "TELELOOP_GATEWAY_OPERATOR_TOKENS", operators.toString(),
                                "TELELOOP_GATEWAY_ROBOT_TOKENS", robots.toString(),
                                "TELELOOP_GATEWAY_LINK_IDLE", "60000",
                                "TELELOOP_GATEWAY_SPOOL_DIR",
                                        folder.resolve("spool").toString()))),
                code -> {});
        reader = new KafkaReader(kafka.bootstrapServers());
        await().atMost(Duration.ofSeconds(30)).until(() -> management("/readyz").statusCode() == 200);
    }

    @AfterAll
    void stop() throws Exception {
        reader.close();
        gateway.close();
        kafka.close();
    }

    private HttpResponse<String> management(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private RobotClient robot(String token) {
        return new RobotClient(gateway.port(), token);
    }

    private PageClient page(String token) {
        return new PageClient(gateway.port(), token);
    }

    /// A robot that is connected and has told where it is.
    private RobotClient connected(String name, String token) throws Exception {
        RobotClient robot = robot(token);
        robot.hello(TestRobots.description(name));
        eventually(() -> robot.got(frame -> frame.hasWelcome()));
        // The clock's first exchange precedes samples that count.
        eventually(() -> robot.got(frame -> frame.hasClockRequest()));
        return robot;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static String refusal(RobotClient robot) {
        eventually(() -> robot.got(frame -> frame.hasRefused()));
        return robot.received().stream()
                .filter(frame -> frame.hasRefused())
                .map(frame ->
                        frame.getRefused().getCode() + ": " + frame.getRefused().getMessage() + "; "
                                + frame.getRefused().getAction())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRobotWithAWrongTokenIsRefused() {
        try (RobotClient robot = robot("nobody-0123456789abcdef")) {
            assertThat(refusal(robot)).startsWith("unauthorized:");
            eventually(() -> robot.closed().isDone());
        }
    }

    @Test
    void aRobotCannotUseTheTokenOfAnotherOne() {
        try (RobotClient robot = robot(ROBOT_2)) {
            robot.hello(TestRobots.description("robot-1"));
            assertThat(refusal(robot)).startsWith("unauthorized: the token is not one of robot 'robot-1'");
        }
    }

    @Test
    void aRobotOfAnotherVersionIsRefused() {
        try (RobotClient robot = robot(ROBOT_2)) {
            robot.hello(TestRobots.description("robot-2"), 99);
            assertThat(refusal(robot)).startsWith("unsupported-version: the robot speaks link version 99");
        }
    }

    @Test
    void aRobotWithAnInvalidDescriptionIsToldWhatIsWrong() {
        try (RobotClient robot = robot(ROBOT_2)) {
            robot.hello(TestRobots.description("robot-2").toBuilder()
                    .clearActionSpace()
                    .build());
            assertThat(refusal(robot)).startsWith("bad-message:").contains("the action space is empty");
        }
    }

    @Test
    void theSameRobotCannotConnectTwice() throws Exception {
        try (RobotClient first = connected("robot-1", ROBOT_1);
                RobotClient second = robot(ROBOT_1)) {
            second.hello(TestRobots.description("robot-1"));
            assertThat(refusal(second)).startsWith("robot-exists:");
            assertThat(first.closed()).isNotDone();
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void aMalformedFrameEndsTheLinkWithAClearError() throws Exception {
        try (RobotClient robot = connected("robot-2", ROBOT_2)) {
            robot.sendBytes(new byte[] {(byte) 0xff, 1, 2, 3});
            assertThat(refusal(robot)).startsWith("bad-message: a message of 4 bytes is no RobotFrame");
        } finally {
            robotGone("robot-2");
        }
    }

    @Test
    void aTextMessageOnTheRobotLinkIsRefused() {
        try (RobotClient robot = robot(ROBOT_2)) {
            robot.sendText("hello");
            assertThat(refusal(robot)).startsWith("bad-message: a text message");
        }
    }

    @Test
    void anOversizedFrameEndsTheLinkWithAClearError() throws Exception {
        try (RobotClient robot = connected("robot-2", ROBOT_2)) {
            robot.sample(Streams.camera("scene"), ByteString.copyFrom(new byte[(4 << 20) + 1]));
            assertThat(refusal(robot)).startsWith("too-large: a frame of 4194");
        } finally {
            robotGone("robot-2");
        }
    }

    @Test
    void aSampleOfAnUndescribedStreamIsRefused() throws Exception {
        try (RobotClient robot = connected("robot-2", ROBOT_2)) {
            robot.sample("secret", ByteString.EMPTY);
            assertThat(refusal(robot)).startsWith("bad-message: a sample of stream 'secret'");
        } finally {
            robotGone("robot-2");
        }
    }

    private void robotGone(String name) throws Exception {
        try (PageClient page = page(ADA)) {
            eventually(() -> page.robots().stream()
                    .map(JsonObject.class::cast)
                    .filter(robot -> robot.getString("robot").equals(name))
                    .noneMatch(robot -> robot.getBoolean("connected")));
        }
    }

    @Test
    void anOperatorNeedsAToken() throws Exception {
        try (PageClient page = page("nobody-0123456789abcdef")) {
            HttpResponse<String> answer = page.request("POST", "/api/tickets");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("unauthorized");
        }
    }

    @Test
    void aTicketOpensOneWebSocket() throws Exception {
        try (PageClient first = page(ADA);
                PageClient second = page(ADA)) {
            String ticket = first.ticket();
            first.open(ticket);
            second.open(ticket);
            eventually(() -> second.gotError("bad-ticket"));
            eventually(() -> second.closed().isDone());
        }
    }

    @Test
    void aPageOfAnotherOriginMayNotConnect() throws Exception {
        try (PageClient page = page(ADA)) {
            HttpResponse<String> answer = page.request("GET", "/api/robots", "Origin", "https://elsewhere.example.org");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("bad-origin");
        }
    }

    @Test
    void answersCarrySecurityHeaders() throws Exception {
        try (PageClient page = page(ADA)) {
            HttpResponse<String> answer = page.request("GET", "/api/robots");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        }
    }

    @Test
    void joiningAnUnknownRobotIsAClearError() throws Exception {
        try (PageClient page = page(ADA).join("robot-99")) {
            eventually(() -> page.gotError("unknown-robot"));
        }
    }

    @Test
    void joiningARobotThatIsNotConnectedIsAClearError() throws Exception {
        try (PageClient page = page(ADA).join("robot-3")) {
            eventually(() -> page.gotError("robot-away"));
        }
    }

    @Test
    void aMessageThatIsNoJsonIsAClearError() throws Exception {
        try (PageClient page = page(ADA).open()) {
            page.sendText("{]");
            eventually(() -> page.gotError("bad-message"));
        }
    }

    @Test
    void tooManyMessagesAreAClearError() throws Exception {
        try (RobotClient robot = connected("robot-2", ROBOT_2);
                PageClient page = page(ADA).join("robot-2")) {
            eventually(() -> page.got(message -> "joined".equals(message.getString("type"))));
            for (int i = 0; i < 1000; i++) {
                page.send(new JsonObject().put("type", "clock").put("t1", i));
            }
            eventually(() -> page.gotError("too-many-messages"));
            page.send("estop");
            eventually(() -> robot.got(frame -> frame.hasStop()));
        } finally {
            robotGone("robot-2");
        }
    }

    @Test
    void aDriverWhoseClockIsUnknownIsToldWhyNothingMoves() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient page = page(ADA).join("robot-1")) {
            eventually(() -> page.got(message -> "joined".equals(message.getString("type"))));
            page.send("lease.acquire");
            eventually(() -> page.gotState(state -> state.getJsonObject("lease") != null
                    && state.getDouble("velocityScale") == 0
                    && !state.getString("reason").isEmpty()));
            assertThat(robot.closed()).isNotDone();
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void anOversizedMessageIsAClearError() throws Exception {
        try (PageClient page = page(ADA).open()) {
            page.sendText(" ".repeat(300_000));
            eventually(() -> page.gotError("too-large"));
            eventually(() -> page.closed().isDone());
        }
    }

    @Test
    void theSecondOperatorMayWatchAndStopButNotDrive() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1");
                PageClient bob = page(BOB).join("robot-1")) {
            eventually(() -> ada.got(message -> "offer".equals(message.getString("type"))));
            eventually(() -> bob.got(message -> "offer".equals(message.getString("type"))));

            ada.send("lease.acquire");
            eventually(() -> ada.gotState(state -> state.getJsonObject("lease") != null
                    && state.getJsonObject("lease").getBoolean("mine")));
            bob.send("lease.acquire");
            eventually(() -> bob.gotError("lease-held"));
            bob.send("episode.open");
            eventually(() -> bob.gotError("lease-required"));
            bob.send("estop");

            eventually(() -> robot.got(frame -> frame.hasStop()));
            eventually(() -> ada.gotState(state -> "stopped".equals(state.getString("control"))));
            bob.send("estop.clear");
            eventually(() -> bob.received().stream()
                            .filter(message -> "lease-required".equals(message.getString("code")))
                            .count()
                    == 2);
            assertThat(robot.got(frame -> frame.hasClearStop())).isFalse();
            ada.send("lease.renew");
            ada.send("lease.acquire");
            ada.send("estop.clear");
            eventually(() -> robot.got(frame -> frame.hasClearStop()));
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void aRobotCanBeStoppedOverHttp() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA);
                PageClient joined = page(ADA)) {
            assertThat(ada.request("POST", "/api/robots/robot-1/estop").statusCode())
                    .isEqualTo(200);
            eventually(() -> robot.got(frame -> frame.hasStop()));
            joined.join("robot-1");
            eventually(() -> joined.gotState(state -> "stopped".equals(state.getString("control"))));
            joined.send("lease.acquire");
            joined.send("estop.clear");
            eventually(() -> robot.got(frame -> frame.hasClearStop()));
            assertThat(ada.request("POST", "/api/robots/robot-99/estop").statusCode())
                    .isEqualTo(404);
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void anEmergencyStopOfTheRobotItselfIsLatched() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1")) {
            robot.send(RobotFrame.newBuilder()
                    .setMode(RobotMode.newBuilder()
                            .setMode(RobotMode.Mode.EMERGENCY_STOPPED)
                            .setReason("button"))
                    .build());
            eventually(() -> ada.gotState(state -> "stopped".equals(state.getString("control"))));
            ada.send("lease.acquire");
            ada.send("estop.clear");
            eventually(() -> robot.got(frame -> frame.hasClearStop()));
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void aSceneIsPutBackOnlyForTheHolderOfTheLease() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1")) {
            eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
            ada.send(new JsonObject().put("type", "reset").put("seed", 7));
            eventually(() -> ada.gotError("lease-required"));
            ada.send("lease.acquire");
            ada.send(new JsonObject().put("type", "reset").put("seed", 7));
            eventually(() -> robot.got(frame -> frame.hasReset()));
            long requestId = robot.received().stream()
                    .filter(frame -> frame.hasReset())
                    .findFirst()
                    .orElseThrow()
                    .getReset()
                    .getRequestId();
            robot.send(RobotFrame.newBuilder()
                    .setResetDone(ResetDone.newBuilder().setRequestId(requestId).setOk(true))
                    .build());
            eventually(() -> ada.got(message -> "reset.done".equals(message.getString("type"))
                    && message.getBoolean("ok")
                    && message.getLong("seed") == 7));
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void aDemonstrationIsInKafkaWholeAndInOrder() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1")) {
            eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
            ada.send("lease.acquire");
            sampleUntilOpen(robot, ada);
            for (int i = 0; i < 50; i++) {
                robot.sample(Streams.TCP, TestRobots.tcp(0.5, 0, 0.3));
                robot.sample(Streams.GRIPPER, TestRobots.gripper(0.04));
            }
            // Three pictures are lost on the way.
            robot.sample(Streams.camera("scene"), 100, TestRobots.picture(100));
            eventually(() -> ada.gotState(state -> state.getJsonObject("recording") != null
                    && state.getJsonObject("recording").getLong("steps") > 5));
            ada.send("lease.renew");
            ada.send(new JsonObject().put("type", "episode.close").put("outcome", "success"));
            eventually(() -> ada.gotEpisode("closed"));
            String episode = episodeOf(ada);

            List<EpisodeRecord> records = reader.episode(episode);

            assertThat(records.getFirst().hasOpened()).isTrue();
            assertThat(records.getFirst().getOpened().getOperatorId()).isEqualTo("ada");
            assertThat(records.getLast().hasClosed()).isTrue();
            assertThat(records.getLast().getClosed().getOutcome()).isEqualTo(Outcome.SUCCESS);
            records.getLast().getClosed().getTotalsList().forEach(total -> {
                List<Long> sequences = records.stream()
                        .filter(EpisodeRecord::hasSample)
                        .map(EpisodeRecord::getSample)
                        .filter(sample -> sample.getStream().equals(total.getStream()))
                        .map(Sample::getSequence)
                        .toList();
                assertThat(sequences)
                        .as(total.getStream())
                        .isEqualTo(LongStream.range(0, total.getNextSequence())
                                .boxed()
                                .toList());
            });
            assertThat(records.stream().filter(EpisodeRecord::hasSample).map(EpisodeRecord::getSample))
                    .filteredOn(Sample::hasGap)
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.getStream()).isEqualTo("camera.scene"));
            List<Step> steps = reader.steps(episode);
            assertThat(steps).extracting(Step::getIndex).startsWith(0L, 1L, 2L);
            assertThat(steps.getLast().getTerminated()).isTrue();
            assertThat(steps.getLast().getReward()).isEqualTo(1);
            assertThat(steps.subList(0, steps.size() - 1))
                    .noneMatch(step -> step.getTerminated() || step.getReward() != 0);
        } finally {
            robotGone("robot-1");
        }
    }

    private static void sampleUntilOpen(RobotClient robot, PageClient ada) {
        eventually(() -> ada.gotState(state -> "up".equals(state.getString("stream"))));
        robot.sample(Streams.TCP, TestRobots.tcp(0.5, 0, 0.3));
        robot.sample(Streams.camera("scene"), TestRobots.picture(0));
        ada.send("lease.acquire");
        ada.send("episode.open");
        eventually(() -> ada.gotEpisode("opened"));
    }

    private static String episodeOf(PageClient page) {
        return page.received().stream()
                .filter(message -> "episode".equals(message.getString("type")))
                .map(message -> message.getString("episode"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEpisodeEndsAsUnknownWhenTheRobotGoesAway() throws Exception {
        try (PageClient ada = page(ADA)) {
            try (RobotClient robot = connected("robot-1", ROBOT_1)) {
                ada.join("robot-1");
                eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
                sampleUntilOpen(robot, ada);
            }
            eventually(() -> ada.gotEpisode("closed"));
            List<EpisodeRecord> records = reader.episode(episodeOf(ada));
            assertThat(records.getLast().getClosed().getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(records.getLast().getClosed().getReason()).contains("the robot went away");
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void anEpisodeEndsAsUnknownWhenTheOperatorLeaves() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient bob = page(BOB).join("robot-1")) {
            try (PageClient ada = page(ADA).join("robot-1")) {
                eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
                eventually(() -> bob.got(message -> "joined".equals(message.getString("type"))));
                sampleUntilOpen(robot, ada);
            }
            eventually(() -> bob.gotEpisode("closed"));
            List<EpisodeRecord> records = reader.episode(episodeOf(bob));
            assertThat(records.getLast().getClosed().getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(records.getLast().getClosed().getClosedBy()).isEqualTo("gateway");
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void anEpisodeThatAnEarlierRunLeftOpenIsAbandoned() {
        assertThat(reader.episode(LEFT_OPEN.value()))
                .singleElement()
                .satisfies(end -> assertThat(end.getClosed().getOutcome()).isEqualTo(Outcome.ABANDONED));
    }

    @Test
    void whatBecameOfAnEpisodeIsToldToThePages() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1")) {
            eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
            assertThat(robot.closed()).isNotDone();
            // The gateway may begin to listen a little after its start.
            eventually(() -> {
                reader.write(
                        Topics.EPISODES,
                        "some-episode/sealed",
                        EpisodeEvent.newBuilder()
                                .setVersion(1)
                                .setEpisodeId("some-episode")
                                .setRobotId("robot-1")
                                .setSealed(EpisodeSealed.newBuilder()
                                        .setManifestKey("episodes/m.json")
                                        .setSizeBytes(42)
                                        .setOutcome(Outcome.SUCCESS))
                                .build()
                                .toByteArray());
                return ada.got(message -> "sealed".equals(message.getString("event"))
                        && "episodes/m.json".equals(message.getString("manifestKey"))
                        && message.getLong("sizeBytes") == 42);
            });
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void decisionsAreAudited() throws Exception {
        try (RobotClient robot = connected("robot-1", ROBOT_1);
                PageClient ada = page(ADA).join("robot-1")) {
            eventually(() -> ada.got(message -> "joined".equals(message.getString("type"))));
            assertThat(robot.closed()).isNotDone();
            ada.send("lease.acquire");
            eventually(() -> reader.texts(Topics.AUDIT).stream()
                    .map(JsonObject::new)
                    .anyMatch(entry -> "ada".equals(entry.getString("who"))
                            && "lease.acquire".equals(entry.getString("action"))
                            && "granted".equals(entry.getString("decision"))));
        } finally {
            robotGone("robot-1");
        }
    }

    @Test
    void metricsAreExposed() throws Exception {
        assertThat(management("/metrics").body())
                .contains(
                        "teleloop_gateway_robot_connected{robot=\"robot-1\"}",
                        "teleloop_gateway_spool_limit",
                        "teleloop_gateway_stream_up",
                        "teleloop_gateway_spool_bytes");
        assertThat(management("/livez").statusCode()).isEqualTo(200);
    }
}
