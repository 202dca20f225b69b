package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.wire.CommandPacket;
import io.teleloop.gateway.TestRobots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A policy and an operator share a robot, tick by tick, on a clock of the test's own.
class AutonomousControlTest {
    private static final long TICK_NS = 50_000_000;
    private static final ClientClock CLOCK = new ClientClock(0, 5);
    private static final Pose HERE = new Pose(new Vector(0.5, 0, 0.3), Rotation.IDENTITY);
    private static final PolicyAction FORWARD =
            new PolicyAction("pusher@3", new float[] {0.2f, 0, 0, 0, 0, 0, 0.04f}, new float[0]);

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
    private PolicyAnswer answer = new PolicyAnswer.Decided(FORWARD);
    private int asked;
    private long now = 1_800_000_000_000_000_000L;
    private long sequence;
    private long epoch;

    @BeforeEach
    void connect() {
        control.robotConnected(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());
        epoch = control.acquire("s1", "ada", now).orElseThrow().epoch();
        control.measured(new Measured(now, HERE, 0.04));
    }

    private void supervise(Supervision supervision) {
        assertThat(control.supervise(supervision)).isEmpty();
    }

    private void command(boolean deadman) {
        float[] action = {-0.1f, 0, 0, 0, 0, 0, 0.04f};
        control.command("s1", new CommandPacket(deadman, epoch, sequence++, now / 1e6, action).encode(), CLOCK, now);
    }

    /// A tick of a robot that tells where it is, for a supervisor whose picture is late.
    private ControlTick tick() {
        control.measured(new Measured(now, HERE, 0.04));
        return blindTick();
    }

    private ControlTick blindTick() {
        control.renew("s1", now);
        ControlTick tick = control.tick(now, Double.POSITIVE_INFINITY, () -> {
            asked++;
            return answer;
        });
        now += TICK_NS;
        return tick;
    }

    private List<ControlTick> ticks(int count) {
        List<ControlTick> ticks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ticks.add(tick());
        }
        return ticks;
    }

    private ControlTick operated() {
        command(true);
        return tick();
    }

    @Test
    void aSupervisedPolicyDrivesFromTheMeasuredPoseWithinTheLimits() {
        supervise(Supervision.RESUME);

        List<ControlTick> ticks = ticks(3);

        assertThat(control.state().label()).isEqualTo("autonomous");
        assertThat(ticks).allSatisfy(tick -> assertThat(tick)
                .isInstanceOfSatisfying(ControlTick.Autonomous.class, driven -> assertThat(driven.policy())
                        .isEqualTo(FORWARD)));
        assertThat(robot.targets.getFirst().first()).isTrue();
        assertThat(robot.targets.getFirst().pose()).isEqualTo(HERE);
        // At most 2 m/s² of acceleration, however late the supervisor's picture is.
        assertThat(robot.targets.get(1).linear().x()).isCloseTo(0.1, within(1e-6));
        assertThat(robot.targets.get(2).linear().x()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void aPressedDeadmanTakesOverInThatTick() {
        supervise(Supervision.RESUME);
        ticks(3);
        robot.targets.clear();

        ControlTick tick = operated();

        assertThat(tick).isInstanceOfSatisfying(ControlTick.Operated.class, driven -> {
            assertThat(driven.operator()).isEqualTo("ada");
            assertThat(driven.intervention()).isEqualTo(1);
            assertThat(driven.policy()).contains(FORWARD);
        });
        assertThat(control.state().label()).isEqualTo("engaged");
        assertThat(robot.targets).singleElement().satisfies(first -> {
            assertThat(first.first()).isTrue();
            assertThat(first.pose()).isEqualTo(HERE);
        });
        assertThat(events.interventions).isEqualTo(1);
    }

    @Test
    void aReleasedDeadmanGivesBackToThePolicy() {
        supervise(Supervision.RESUME);
        tick();
        operated();
        operated();
        robot.targets.clear();

        command(false);
        ControlTick tick = tick();

        assertThat(tick).isInstanceOf(ControlTick.Autonomous.class);
        assertThat(robot.targets).singleElement().satisfies(first -> {
            assertThat(first.first()).isTrue();
            assertThat(first.pose()).isEqualTo(HERE);
        });
        assertThat(robot.holds).isEmpty();
    }

    @Test
    void aReleasedDeadmanHoldsWhenTheSupervisorChoseSo() {
        supervise(Supervision.HOLD);
        tick();
        operated();
        asked = 0;

        command(false);
        ticks(3);

        assertThat(control.state().label()).isEqualTo("holding");
        assertThat(control.state().supervision()).isEqualTo(Supervision.HOLD);
        assertThat(robot.holds).hasSize(1);
        assertThat(asked).isZero();
        supervise(Supervision.HOLD);
        assertThat(tick()).isInstanceOf(ControlTick.Autonomous.class);
    }

    @Test
    void everyTakeOverIsAnInterventionOfItsOwn() {
        supervise(Supervision.RESUME);
        operated();
        command(false);
        tick();
        ControlTick second = operated();

        assertThat(second)
                .isInstanceOfSatisfying(ControlTick.Operated.class, driven -> assertThat(driven.intervention())
                        .isEqualTo(2));
        control.countInterventionsAnew();
        assertThat(control.interventions()).isEqualTo(1);
        command(false);
        control.countInterventionsAnew();
        assertThat(control.interventions()).isZero();
    }

    @Test
    void anInterventionIsCountedWhenItsBeginningIsTold() {
        List<String> told = new ArrayList<>();
        events.onChange = () -> told.add(control.state().label() + " " + control.interventions());

        supervise(Supervision.RESUME);
        operated();
        command(false);
        operated();
        control.endSupervision("ada stopped the policy");
        supervise(Supervision.HOLD);

        assertThat(told)
                .containsExactly("autonomous 0", "engaged 1", "autonomous 1", "engaged 2", "engaged 2", "engaged 3");
    }

    @Test
    void lateCommandsHoldAndGoOnAsTheSameIntervention() {
        supervise(Supervision.RESUME);
        operated();
        ticks(4);
        assertThat(control.state().label()).isEqualTo("holding");

        ControlTick tick = operated();

        assertThat(tick).isInstanceOfSatisfying(ControlTick.Operated.class, driven -> assertThat(driven.intervention())
                .isEqualTo(1));
    }

    @Test
    void whenCommandsStayAwayDuringAnInterventionThePolicyDoesNotGoOn() {
        supervise(Supervision.RESUME);
        operated();
        ticks(10);
        command(false);
        asked = 0;
        ticks(3);

        assertThat(control.state().supervision()).isEqualTo(Supervision.NONE);
        assertThat(control.state().label()).isEqualTo("holding");
        assertThat(asked).isZero();
    }

    @Test
    void aPolicyThatCannotSeeHoldsAndGoesOnFromTheMeasuredPose() {
        supervise(Supervision.RESUME);
        ticks(2);
        answer = new PolicyAnswer.NotNow("no force");
        assertThat(tick()).isInstanceOf(ControlTick.Undriven.class);
        assertThat(control.state().reason()).isEqualTo("no force");
        tick();
        assertThat(robot.holds).containsExactly("no force");
        robot.targets.clear();

        answer = new PolicyAnswer.Decided(FORWARD);
        tick();

        assertThat(control.state().label()).isEqualTo("autonomous");
        assertThat(robot.targets).singleElement().satisfies(first -> assertThat(first.first())
                .isTrue());
    }

    @Test
    void aRefusedPolicyHoldsForGoodAndSaysWhy() {
        supervise(Supervision.RESUME);
        ticks(2);
        answer = new PolicyAnswer.Refused("it decided NaN");
        tick();
        command(false);
        answer = new PolicyAnswer.Decided(FORWARD);
        ticks(2);

        assertThat(control.state().label()).isEqualTo("holding");
        assertThat(control.state().reason()).isEqualTo("it decided NaN");
        assertThat(robot.holds).containsExactly("it decided NaN");
        assertThat(robot.targets).hasSize(2);
    }

    @Test
    void aPolicyThatIsRefusedDuringAnInterventionDoesNotDisturbTheOperator() {
        supervise(Supervision.RESUME);
        operated();
        answer = new PolicyAnswer.Refused("it decided NaN");

        ControlTick tick = operated();

        assertThat(tick).isInstanceOfSatisfying(ControlTick.Operated.class, driven -> {
            assertThat(driven.intervention()).isZero();
            assertThat(driven.policy()).isEmpty();
            assertThat(driven.sent().first()).isFalse();
        });
        assertThat(robot.holds).isEmpty();
    }

    @Test
    void aBlindRobotIsNotDrivenByAPolicyUntilItTellsWhereItIs() {
        supervise(Supervision.RESUME);
        ticks(2);
        asked = 0;
        for (int i = 0; i < 10; i++) {
            blindTick();
        }
        assertThat(control.state().label()).isEqualTo("holding");
        assertThat(asked).isLessThan(10);
        robot.targets.clear();

        tick();

        assertThat(robot.targets).singleElement().satisfies(first -> assertThat(first.first())
                .isTrue());
    }

    @Test
    void aPolicyWaitsWhileTheSceneIsPutBackAndGoesOn() {
        supervise(Supervision.RESUME);
        ticks(2);
        asked = 0;
        control.busy("the scene is being put back");
        ticks(5);
        assertThat(asked).isZero();
        assertThat(robot.holds).containsExactly("the scene is being put back");

        control.ready();

        assertThat(tick()).isInstanceOf(ControlTick.Autonomous.class);
    }

    @Test
    void aDeadmanThatIsHeldOverAResetMustBeReleasedBeforeAnybodyDrives() {
        supervise(Supervision.RESUME);
        operated();
        control.busy("the scene is being put back");
        control.ready();
        assertThat(operated()).isInstanceOf(ControlTick.Undriven.class);

        command(false);

        assertThat(tick()).isInstanceOf(ControlTick.Autonomous.class);
    }

    @Test
    void aPolicyEndsWithTheLease() {
        supervise(Supervision.RESUME);
        ticks(2);
        control.release("s1", "done");
        asked = 0;
        robot.targets.clear();
        control.acquire("s2", "bob", now);
        tick();

        assertThat(asked).isZero();
        assertThat(robot.targets).isEmpty();
        assertThat(robot.holds).containsExactly("done");
        assertThat(control.state().label()).isEqualTo("idle");
    }

    @Test
    void aPolicyDoesNotOutliveAnEmergencyStop() {
        supervise(Supervision.RESUME);
        ticks(2);
        control.stop("bob", "danger");
        assertThat(control.supervise(Supervision.RESUME)).isPresent();
        control.clear();
        robot.targets.clear();
        ticks(2);
        assertThat(control.supervise(Supervision.RESUME)).hasValue("the deadman must be released first");

        command(false);
        ticks(2);

        assertThat(robot.targets).isEmpty();
        supervise(Supervision.RESUME);
    }

    @Test
    void aRobotThatStoppedItselfOrWentAwayIsNotDrivenOn() {
        supervise(Supervision.RESUME);
        ticks(2);
        control.interrupt("the robot's watchdog stopped it");
        assertThat(control.state().reason()).isEqualTo("the robot's watchdog stopped it");
        supervise(Supervision.RESUME);
        ticks(2);
        control.robotLost();
        control.robotConnected(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());
        robot.targets.clear();
        ticks(2);

        assertThat(robot.targets).isEmpty();
        assertThat(control.state().supervision()).isEqualTo(Supervision.NONE);
    }

    @Test
    void nobodyStartsAPolicyWithoutALease() {
        control.release("s1", "done");

        assertThat(control.supervise(Supervision.RESUME)).hasValue("nobody holds the lease");
    }

    @Test
    void anOperatorWhoDrivesWhenAPolicyIsStartedGoesOn() {
        operated();
        supervise(Supervision.RESUME);

        ControlTick tick = operated();

        assertThat(tick).isInstanceOfSatisfying(ControlTick.Operated.class, driven -> {
            assertThat(driven.intervention()).isEqualTo(1);
            assertThat(driven.sent().first()).isFalse();
        });
        control.endSupervision("ada stopped the policy");
        assertThat(operated())
                .isInstanceOfSatisfying(ControlTick.Operated.class, driven -> assertThat(driven.intervention())
                        .isZero());
    }
}
