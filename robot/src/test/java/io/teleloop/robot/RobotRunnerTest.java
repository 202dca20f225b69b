package io.teleloop.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.Reset;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotFrame;
import io.teleloop.contract.v1.RobotMode.Mode;
import io.teleloop.contract.v1.Stop;
import io.teleloop.contract.v1.Target;
import io.teleloop.contract.v1.Welcome;
import io.teleloop.robot.link.LinkRefusedException;
import io.teleloop.robot.safety.SafetyLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The runner against a real WebSocket server that plays the gateway's part by hand.
class RobotRunnerTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<ServerWebSocket> connections = new CopyOnWriteArrayList<>();
    private final List<RobotFrame> received = new CopyOnWriteArrayList<>();
    private final RecordingRobot robot = new RecordingRobot();
    private HttpServer server;
    private RobotRunner runner;
    private CompletableFuture<Void> running;

    @BeforeEach
    void startGatewayAndRobot() throws Exception {
        server = vertx.createHttpServer()
                .webSocketHandshakeHandler(handshake -> {
                    if ("Bearer right".equals(handshake.headers().get("Authorization"))) {
                        var _ = handshake.accept();
                    } else {
                        var _ = handshake.reject(401);
                    }
                })
                .webSocketHandler(socket -> {
                    connections.add(socket);
                    socket.binaryMessageHandler(message -> received.add(parse(message)));
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        runner = runner("right");
        running = CompletableFuture.runAsync(() -> run(runner));
        await().until(() -> received.stream().anyMatch(RobotFrame::hasHello));
    }

    @AfterEach
    void stop() throws Exception {
        runner.close();
        running.get(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void robotShouldSayWhatItIsAndStreamItsReadings() {
        robot.sink.publish("joints", 42, ByteString.copyFromUtf8("reading"));

        await().until(() -> received.stream().anyMatch(RobotFrame::hasSample));
        assertThat(received.getFirst().getHello().getRobot().getRobotId()).isEqualTo("bench-1");
        assertThat(received.stream()
                        .filter(RobotFrame::hasSample)
                        .findFirst()
                        .orElseThrow()
                        .getSample()
                        .getCaptureTimeNs())
                .isEqualTo(42);
    }

    @Test
    void robotShouldStopByItselfWhenTargetsStopComing() {
        send(engagement());
        await().until(() -> robot.targets.size() == 1);

        await().until(() -> modes().contains(Mode.WATCHDOG_STOPPED));

        assertThat(modes()).containsExactly(Mode.FOLLOWING, Mode.HOLDING, Mode.WATCHDOG_STOPPED);
        assertThat(robot.holds).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void robotShouldHoldAndComeBackWhenTheConnectionIsCut() {
        connections.getFirst().close();

        await().until(() -> connections.size() == 2);
        await().until(() -> received.stream().filter(RobotFrame::hasHello).count() == 2);
        assertThat(robot.holds).isNotEmpty();
    }

    @Test
    void stoppedRobotShouldSaySoToTheNextConnectionAndRefuseToReset() {
        send(GatewayFrame.newBuilder().setStop(Stop.getDefaultInstance()).build());
        await().until(() -> modes().contains(Mode.EMERGENCY_STOPPED));

        connections.getFirst().close();
        await().until(() -> connections.size() == 2);
        send(GatewayFrame.newBuilder().setWelcome(Welcome.getDefaultInstance()).build());
        send(GatewayFrame.newBuilder()
                .setReset(Reset.newBuilder().setRequestId(3))
                .build());

        await().until(() -> received.stream().anyMatch(RobotFrame::hasResetDone));
        assertThat(received.getLast().getResetDone().getOk()).isFalse();
        assertThat(received.getLast().getResetDone().getMessage()).contains("clear it first");
        assertThat(modes().getLast()).isEqualTo(Mode.EMERGENCY_STOPPED);
        assertThat(robot.resets).isEmpty();
    }

    @Test
    void stopShouldComeThroughWhileTheRobotResets() {
        robot.resetMayEnd = new CountDownLatch(1);
        send(GatewayFrame.newBuilder()
                .setReset(Reset.newBuilder().setRequestId(4))
                .build());
        await().until(() -> robot.resets.size() == 1);
        int holds = robot.holds.size();

        send(GatewayFrame.newBuilder().setStop(Stop.getDefaultInstance()).build());

        await().until(() -> robot.holds.size() > holds);
        robot.resetMayEnd.countDown();
        await().until(() -> received.stream().anyMatch(RobotFrame::hasResetDone));
    }

    @Test
    void wrongTokenShouldEndTheRunWithAClearError() {
        try (RobotRunner intruder = runner("wrong")) {
            assertThatThrownBy(intruder::run)
                    .isInstanceOf(LinkRefusedException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("check the token");
        }
    }

    private RobotRunner runner(String token) {
        URI gateway = URI.create("ws://127.0.0.1:" + server.actualPort() + "/robot");
        return new RobotRunner(robot, gateway, token, SafetyLimits.DEFAULT);
    }

    private static void run(RobotRunner runner) {
        try {
            runner.run();
        } catch (LinkRefusedException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(GatewayFrame frame) {
        var _ = connections.getLast().writeBinaryMessage(Buffer.buffer(frame.toByteArray()));
    }

    private List<Mode> modes() {
        return received.stream()
                .filter(RobotFrame::hasMode)
                .map(frame -> frame.getMode().getMode())
                .toList();
    }

    private static GatewayFrame engagement() {
        return GatewayFrame.newBuilder()
                .setTarget(Target.newBuilder()
                        .setEpoch(1)
                        .setEngage(true)
                        .setPose(Pose.newBuilder()
                                .setOrientation(Quaternion.newBuilder().setW(1))))
                .build();
    }

    private static RobotFrame parse(Buffer message) {
        try {
            return RobotFrame.parseFrom(message.getBytes());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class RecordingRobot implements Robot {
        private final List<Target> targets = new CopyOnWriteArrayList<>();
        private final List<Long> holds = new CopyOnWriteArrayList<>();
        private final List<Long> resets = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch resetMayEnd = new CountDownLatch(0);
        private volatile SampleSink sink = (stream, captureTimeNs, data) -> {};

        @Override
        public RobotDescription description() {
            return RobotDescription.newBuilder().setRobotId("bench-1").build();
        }

        @Override
        public void start(SampleSink readings) {
            sink = readings;
        }

        @Override
        public void follow(Target target) {
            targets.add(target);
        }

        @Override
        public void hold() {
            holds.add(System.nanoTime());
        }

        @Override
        public void reset(long seed) {
            resets.add(seed);
            try {
                resetMayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }
}
