package io.teleloop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.contract.wire.ObservationPacket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestGateway gateway;

    OperatorClientTest() throws Exception {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private OperatorClient connect() throws Exception {
        return OperatorClient.connect(gateway.uri(), TestGateway.TOKEN, TestGateway.ROBOT);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        OperatorException refused = catchThrowableOfType(OperatorException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.reason()).isNotBlank();
        assertThat(refused.action()).isNotBlank();
    }

    @Test
    void commandShouldArriveWithTheLeasesEpochAndARisingSequence() throws Exception {
        try (OperatorClient operator = connect()) {
            assertThat(operator.description().getRobotId()).isEqualTo(TestGateway.ROBOT);
            assertThat(operator.controlRateHz()).isEqualTo(20);
            assertThat(operator.acquireLease()).isEqualTo(3);

            operator.command(new double[] {0.1, 0.02}, true);
            operator.command(new double[] {0.2, 0.02}, true);

            await().atMost(LONG).until(() -> pressed().size() == 2);
            assertThat(pressed().get(0).action()).containsExactly(0.1f, 0.02f);
            assertThat(pressed()).allMatch(command -> command.epoch() == 3);
            assertThat(pressed().get(1).sequence())
                    .isGreaterThan(pressed().get(0).sequence());
        }
    }

    private List<CommandPacket> pressed() {
        return gateway.commands.stream().filter(CommandPacket::deadman).toList();
    }

    @Test
    void deadmanShouldBeReleasedWhenCommandsStop() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            operator.command(new double[2], true);
            await().atMost(LONG).until(() -> gateway.commands.stream().anyMatch(command -> !command.deadman()));
            assertThat(pressed()).hasSize(1);
        }
    }

    @Test
    void commandWithoutLeaseShouldBeRefusedHere() throws Exception {
        try (OperatorClient operator = connect()) {
            assertRefused("lease-required", () -> operator.command(new double[2], true));
            assertThatThrownBy(() -> operator.command(new double[3], true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("action space has 2");
        }
    }

    @Test
    void readingsVideoAndClockShouldArrive() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            ObservationPacket first = operator.awaitObservation(-1, LONG);
            ObservationPacket next = operator.awaitObservation(first.sequence(), LONG);
            assertThat(next.sequence()).isGreaterThan(first.sequence());
            await().atMost(LONG).until(() -> operator.latestTactile(1).isPresent());
            await().atMost(LONG).until(() -> {
                operator.command(new double[2], true);
                OperatorStatistics now = operator.statistics();
                return now.camera("scene").glassToGlass().count() > 3
                        && now.commandRoundTrip().count() > 3;
            });
            OperatorStatistics statistics = operator.statistics();
            assertThat(statistics.clockOffsetMs()).isCloseTo(TestGateway.CLOCK_AHEAD_MS, within(50.0));
            assertThat(statistics.malformedPackets()).isZero();
            assertThat(statistics.camera("scene").glassToGlass().p50()).isBetween(-10.0, 5000.0);
            await().atMost(LONG).until(() -> gateway.received.stream()
                    .anyMatch(message ->
                            message.path("type").asText().equals("clock.report") && message.has("glassToGlassMs")));
        }
    }

    @Test
    void episodeShouldBeFollowedUntilItIsSealed() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            operator.reset(7);
            String episode = operator.openEpisode();
            assertThat(operator.closeEpisode(Outcome.SUCCESS)).isEqualTo(episode);
            EpisodeEnd end = operator.awaitSealed(episode, LONG);
            assertThat(end.sealed()).isTrue();
            assertThat(end.manifestKey()).endsWith("manifest.json");
            assertThat(end.sizeBytes()).isEqualTo(1234);
            assertThat(operator.fate(episode)).contains(end);
        }
    }

    @Test
    void policyShouldDriveFromItsStartToItsStop() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            assertThat(operator.startAutonomy("pusher", 0, OnRelease.HOLD)).isEqualTo(7);
            assertThat(operator.state().control()).isEqualTo("autonomous");
            assertThat(operator.state().autonomy())
                    .contains(
                            new AutonomyState("pusher", 7, true, OnRelease.HOLD, Duration.ofMillis(1500), 0.25, 3, ""));
            operator.stopAutonomy();
            assertThat(operator.state().autonomy()).isEmpty();
            gateway.refuse("autonomy.start", "policy-refused");
            assertRefused("policy-refused", () -> operator.startAutonomy("pusher", 3, OnRelease.RESUME));
        }
    }

    @Test
    void discardingShouldNotWaitForTheRecorder() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            String episode = operator.openEpisode();
            assertThat(operator.closeEpisode(Outcome.DISCARD)).isEqualTo(episode);
        }
    }

    @Test
    void fateThatNobodyTellsShouldTimeOut() throws Exception {
        try (OperatorClient operator = connect()) {
            assertRefused("timeout", () -> operator.awaitSealed("e-9", Duration.ofMillis(100)));
        }
    }

    @Test
    void refusedRequestShouldThrowTheGatewaysError() throws Exception {
        gateway.refuse("episode.open", "stream-away");
        try (OperatorClient operator = connect()) {
            assertRefused("stream-away", operator::openEpisode);
        }
    }

    @Test
    void stopShouldBeConfirmedAndCleared() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            operator.emergencyStop();
            assertThat(operator.state().control()).isEqualTo("stopped");
            operator.clearStop();
            assertThat(operator.state().control()).isEqualTo("idle");
        }
    }

    @Test
    void leaseThatTheGatewayTakesAwayShouldStopCommands() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            gateway.session()
                    .tell(new JsonObject()
                            .put("type", "state")
                            .put("control", "idle")
                            .putNull("lease"));
            operator.awaitState("the lease is gone", () -> !operator.state().leaseMine(), LONG);
            assertRefused("lease-required", () -> operator.command(new double[2], true));
        }
    }

    @Test
    void wrongTokenUnknownRobotAndWrongAddressShouldBeClearErrors() {
        assertRefused("unauthorized", () -> OperatorClient.connect(gateway.uri(), "wrong", TestGateway.ROBOT));
        assertRefused("unknown-robot", () -> OperatorClient.connect(gateway.uri(), TestGateway.TOKEN, "nobody"));
        assertRefused(
                "unreachable",
                () -> OperatorClient.connect(URI.create("http://localhost:1"), TestGateway.TOKEN, TestGateway.ROBOT));
    }

    @Test
    void lostConnectionShouldBeNoticed() throws Exception {
        try (OperatorClient operator = connect()) {
            operator.acquireLease();
            gateway.session().dropPeer();
            await().atMost(LONG).until(() -> operator.endReason().isPresent());
            assertRefused("connection-lost", () -> operator.command(new double[2], true));
            assertRefused("connection-lost", operator::openEpisode);
            assertRefused("connection-lost", () -> operator.awaitObservation(Long.MAX_VALUE, LONG));
        }
    }
}
