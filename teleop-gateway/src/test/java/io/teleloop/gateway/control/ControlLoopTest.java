package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.gateway.TestRobots;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The control states, tick by tick, on a clock of the test's own.
class ControlLoopTest {
    private static final long TICK_NS = 50_000_000;
    private static final ClientClock CLOCK = new ClientClock(0, 5);
    private static final Pose HERE = new Pose(new Vector(0.5, 0, 0.3), Rotation.IDENTITY);

    private final RecordingRobot robot = new RecordingRobot();
    private final RecordingEvents events = new RecordingEvents();
    private final ControlLoop control = new ControlLoop(
            new ControlSettings(
                    20,
                    Duration.ofSeconds(3),
                    Duration.ofMillis(400),
                    new WatchdogLimits(Duration.ofMillis(150), Duration.ofMillis(400)),
                    new VelocityScale(150, 400, 0.2, 500)),
            robot,
            events);
    private long now = 1_800_000_000_000_000_000L;
    private long sequence;
    private long epoch;

    @BeforeEach
    void connect() {
        control.robotConnected(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());
        epoch = control.acquire("s1", "ada", now).orElseThrow().epoch();
    }

    private static PolicyAnswer noPolicy() {
        throw new AssertionError("a policy was asked without supervision");
    }

    private void command(boolean deadman) {
        control.command("s1", packet(deadman), CLOCK, now);
    }

    private byte[] packet(boolean deadman) {
        return new CommandPacket(deadman, epoch, sequence++, now / 1e6, new float[] {0.1f, 0, 0, 0, 0, 0, 0.04f})
                .encode();
    }

    private void ticks(int count, boolean deadman) {
        for (int i = 0; i < count; i++) {
            control.measured(new Measured(now, HERE, 0.04));
            control.renew("s1", now);
            command(deadman);
            control.tick(now, 0, ControlLoopTest::noPolicy);
            now += TICK_NS;
        }
    }

    private void silence(int count) {
        for (int i = 0; i < count; i++) {
            control.measured(new Measured(now, HERE, 0.04));
            control.renew("s1", now);
            control.tick(now, 0, ControlLoopTest::noPolicy);
            now += TICK_NS;
        }
    }

    @Test
    void aPressedDeadmanEngagesFromTheMeasuredPose() {
        ticks(3, true);

        assertThat(control.state()).isInstanceOf(ControlState.Engaged.class);
        assertThat(robot.targets).hasSize(3);
        assertThat(robot.targets.getFirst().first()).isTrue();
        assertThat(robot.targets.getFirst().pose()).isEqualTo(HERE);
        assertThat(robot.targets.getLast().first()).isFalse();
        assertThat(robot.targets.getLast().pose().position().x()).isGreaterThan(0.5);
        assertThat(robot.sequences).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aReleasedDeadmanHoldsAtOnceAndForAsLongAsItIs() {
        ticks(3, true);
        ticks(20, false);

        assertThat(control.state())
                .isInstanceOfSatisfying(ControlState.Holding.class, holding -> assertThat(holding.mustRelease())
                        .isFalse());
        assertThat(robot.holds).hasSize(1);
        assertThat(robot.targets).hasSize(3);
    }

    @Test
    void everyEngagementBeginsAtTheMeasuredPose() {
        ticks(5, true);
        ticks(1, false);
        robot.targets.clear();
        ticks(2, true);

        assertThat(robot.targets.getFirst().first()).isTrue();
        assertThat(robot.targets.getFirst().pose()).isEqualTo(HERE);
    }

    @Test
    void lateCommandsHoldAndFreshOnesGoOn() {
        ticks(3, true);
        silence(4);
        assertThat(control.state().label()).isEqualTo("holding");

        ticks(1, true);

        assertThat(control.state().label()).isEqualTo("engaged");
    }

    @Test
    void afterAWatchdogStopTheDeadmanMustBePressedAnew() {
        ticks(3, true);
        silence(10);
        ticks(3, true);
        assertThat(control.state().label()).isEqualTo("holding");
        assertThat(events.rejections).containsOnly(Rejection.DEADMAN).hasSize(3);

        ticks(1, false);
        ticks(1, true);

        assertThat(control.state().label()).isEqualTo("engaged");
    }

    @Test
    void anEmergencyStopIsLatched() {
        ticks(3, true);
        control.stop("bob", "danger");
        ticks(3, true);
        ticks(1, false);

        assertThat(control.state())
                .isInstanceOfSatisfying(ControlState.Stopped.class, stopped -> assertThat(stopped.by())
                        .isEqualTo("bob"));
        assertThat(robot.targets).hasSize(3);
        assertThat(robot.stops).isEqualTo(1);
        assertThat(events.rejections).containsOnly(Rejection.STOPPED);
    }

    @Test
    void afterAClearedStopTheDeadmanMustBePressedAnew() {
        ticks(3, true);
        control.stop("bob", "danger");
        assertThat(control.clear()).isTrue();
        robot.targets.clear();
        ticks(3, true);
        assertThat(robot.targets).isEmpty();

        ticks(1, false);
        ticks(1, true);

        assertThat(robot.targets).hasSize(1);
        assertThat(robot.clears).isEqualTo(1);
    }

    @Test
    void stoppingTwiceKeepsTheFirstReason() {
        control.stop("bob", "danger");
        control.stop("ada", "me too");

        assertThat(control.state().reason()).isEqualTo("danger");
        assertThat(robot.stops).isEqualTo(1);
    }

    @Test
    void theRobotsLateAnswerToAClearedStopDoesNotStopAgain() {
        control.stop("bob", "danger");
        control.clear();

        assertThat(control.robotStopped("robot", "danger")).isFalse();

        assertThat(control.state().label()).isEqualTo("idle");
    }

    @Test
    void aStopOfTheRobotsOwnIsLatched() {
        control.stop("bob", "danger");
        control.robotStopped("robot", "danger");
        control.clear();
        control.robotNotStopped();

        assertThat(control.robotStopped("robot", "button")).isTrue();

        assertThat(control.state().label()).isEqualTo("stopped");
    }

    @Test
    void aStopOutlivesTheRobotsConnection() {
        control.stop("bob", "danger");
        control.robotLost();
        control.robotConnected(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());

        assertThat(control.state().label()).isEqualTo("stopped");
        assertThat(robot.stops).isEqualTo(2);
    }

    @Test
    void aLeaseThatIsNotRenewedEndsTheDrive() {
        ticks(3, true);
        for (int i = 0; i < 70; i++) {
            control.measured(new Measured(now, HERE, 0.04));
            command(true);
            control.tick(now, 0, ControlLoopTest::noPolicy);
            now += TICK_NS;
        }

        assertThat(control.state().label()).isEqualTo("idle");
        assertThat(control.lease()).isEmpty();
        assertThat(events.leaseEnds).containsExactly("the lease was not renewed in time");
        assertThat(robot.holds).isNotEmpty();
        assertThat(events.rejections).contains(Rejection.LEASE);
    }

    @Test
    void releasingTheLeaseHoldsTheRobot() {
        ticks(3, true);
        assertThat(control.release("s1", "done")).isTrue();

        assertThat(control.state().label()).isEqualTo("idle");
        assertThat(robot.holds).containsExactly("done");
    }

    @Test
    void aDeadmanThatIsHeldOverTheEndOfALeaseMustBePressedAnew() {
        ticks(3, true);
        control.release("s1", "done");
        epoch = control.acquire("s1", "ada", now).orElseThrow().epoch();
        ticks(2, true);
        assertThat(control.state().label()).isEqualTo("idle");
        assertThat(events.rejections).containsOnly(Rejection.DEADMAN).hasSize(2);

        ticks(1, false);
        ticks(1, true);

        assertThat(control.state().label()).isEqualTo("engaged");
    }

    @Test
    void aWatchdogStopOutlivesTheLease() {
        ticks(3, true);
        silence(10);
        control.release("s1", "done");
        epoch = control.acquire("s1", "ada", now).orElseThrow().epoch();

        ticks(2, true);

        assertThat(control.state().label()).isEqualTo("idle");
    }

    @Test
    void aDeadmanThatWasReleasedBeforeTheLeaseEndedIsNotAskedForAgain() {
        ticks(3, true);
        ticks(1, false);
        control.release("s1", "done");
        epoch = control.acquire("s1", "ada", now).orElseThrow().epoch();

        ticks(1, true);

        assertThat(control.state().label()).isEqualTo("engaged");
    }

    @Test
    void aBlindRobotGoesOnWhileCommandsComeAndStopsWhenTheyStayAway() {
        ticks(3, true);
        blind(12, true);
        assertThat(control.state())
                .isInstanceOfSatisfying(ControlState.Holding.class, holding -> assertThat(holding.mustRelease())
                        .isFalse());

        blind(9, false);

        assertThat(control.state())
                .isInstanceOfSatisfying(ControlState.Holding.class, holding -> assertThat(holding.cause())
                        .isEqualTo(ControlState.Cause.STAYED_AWAY));
        ticks(3, true);
        assertThat(control.state().label()).isEqualTo("holding");
    }

    /// Ticks without a word of the robot.
    private void blind(int count, boolean commands) {
        for (int i = 0; i < count; i++) {
            control.renew("s1", now);
            if (commands) {
                command(true);
            }
            control.tick(now, 0, ControlLoopTest::noPolicy);
            now += TICK_NS;
        }
    }

    @Test
    void aCommandOfTheLeaseBeforeIsRejected() {
        byte[] old = packet(true);
        control.release("s1", "done");
        control.acquire("s1", "ada", now);
        control.measured(new Measured(now, HERE, 0.04));

        control.command("s1", old, CLOCK, now);

        assertThat(events.rejections).containsExactly(Rejection.EPOCH);
    }

    @Test
    void aRobotThatDoesNotTellWhereItIsIsNotDriven() {
        command(true);
        assertThat(events.rejections).containsExactly(Rejection.NOT_READY);

        ticks(2, true);
        now += Duration.ofMillis(300).toNanos();
        control.tick(now, 0, ControlLoopTest::noPolicy);

        assertThat(control.state().label()).isEqualTo("holding");
        robot.targets.clear();
        ticks(1, true);
        assertThat(robot.targets).singleElement().satisfies(target -> assertThat(target.first())
                .isTrue());
    }

    @Test
    void aRobotThatIsBusyIsNotDriven() {
        ticks(2, true);
        control.busy("the scene is being put back");
        ticks(2, false);
        ticks(2, true);
        assertThat(events.rejections).containsOnly(Rejection.NOT_READY);

        control.ready();
        ticks(1, true);

        assertThat(control.state().label()).isEqualTo("engaged");
    }

    @Test
    void aRobotThatIsAwayTakesNoCommand() {
        control.robotLost();
        command(true);

        assertThat(events.rejections).containsExactly(Rejection.NOT_READY);
        assertThat(control.rejections()).containsEntry(Rejection.NOT_READY, 1L);
    }

    @Test
    void nobodyDrivesWithoutAKnownClock() {
        control.measured(new Measured(now, HERE, 0.04));
        control.command("s1", packet(true), null, now);

        assertThat(control.state().label()).isEqualTo("idle");
        assertThat(events.rejections).containsExactly(Rejection.NOT_READY);
    }

    @Test
    void aReleasedDeadmanCountsWithoutAKnownClock() {
        ticks(3, true);
        control.command("s1", packet(false), null, now);

        assertThat(control.state().label()).isEqualTo("holding");
    }

    @Test
    void nothingMovesWhenTheOperatorSeesTooLate() {
        for (int i = 0; i < 5; i++) {
            control.measured(new Measured(now, HERE, 0.04));
            command(true);
            control.tick(now, 501, ControlLoopTest::noPolicy);
            now += TICK_NS;
        }
        assertThat(robot.targets.getLast().pose()).isEqualTo(HERE);
    }
}
