package io.teleloop.robot.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.foxglove.Pose;
import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.RobotMode.Mode;
import io.teleloop.contract.v1.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SafetyGateTest {
    private static final ControlLimits BOX = ControlLimits.newBuilder()
            .setWorkspaceMin(Vector3.newBuilder().setX(-1).setY(-1).setZ(0))
            .setWorkspaceMax(Vector3.newBuilder().setX(1).setY(1).setZ(1))
            .build();

    private final SafetyGate gate = new SafetyGate(SafetyLimits.DEFAULT, BOX);

    @Test
    void robotShouldNotFollowBeforeAnEngagementBegins() {
        assertThat(gate.judge(target(1, 0).build(), 0)).isEqualTo(Verdict.NOT_ENGAGED);
        assertThat(gate.judge(target(1, 1).setEngage(true).build(), 0)).isEqualTo(Verdict.FOLLOW);
        assertThat(gate.judge(target(1, 2).build(), 0)).isEqualTo(Verdict.FOLLOW);
    }

    @Test
    void targetsOfAnEarlierEpochShouldBeRefused() {
        gate.judge(target(5, 0).setEngage(true).build(), 0);

        assertThat(gate.judge(target(4, 9).setEngage(true).build(), 0)).isEqualTo(Verdict.OLD_EPOCH);
    }

    @Test
    void aNewEpochShouldBeginWithAnEngagement() {
        gate.judge(target(5, 0).setEngage(true).build(), 0);

        assertThat(gate.judge(target(6, 0).build(), 0)).isEqualTo(Verdict.NOT_ENGAGED);
    }

    @Test
    void replayedTargetsShouldBeRefused() {
        gate.judge(target(5, 7).setEngage(true).build(), 0);

        assertThat(gate.judge(target(5, 7).build(), 0)).isEqualTo(Verdict.OUT_OF_ORDER);
        assertThat(gate.judge(target(5, 6).build(), 0)).isEqualTo(Verdict.OUT_OF_ORDER);
    }

    @Test
    void numbersThatAreNoneShouldBeRefused() {
        Target nan = target(1, 0).setEngage(true).setGripperOpening(Double.NaN).build();
        Target noRotation =
                target(1, 0).setEngage(true).setPose(Pose.getDefaultInstance()).build();

        assertThat(gate.judge(nan, 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(gate.judge(noRotation, 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(gate.mode()).isEqualTo(Mode.HOLDING);
    }

    @Test
    void targetsOutOfTheWorkspaceShouldBeRefused() {
        gate.judge(target(1, 0).setEngage(true).build(), 0);
        Target outside = target(1, 1).setPose(pose(2, 0, 0.5)).build();

        assertThat(gate.judge(outside, 0)).isEqualTo(Verdict.OUT_OF_WORKSPACE);
    }

    @Test
    void anArmOutsideTheWorkspaceShouldBeAbleToComeBack() {
        gate.judge(target(1, 0).setPose(pose(1.5, 0, 0.5)).setEngage(true).build(), 0);

        assertThat(gate.judge(target(1, 1).setPose(pose(1.4, 0, 0.5)).build(), 0))
                .isEqualTo(Verdict.FOLLOW);
        assertThat(gate.judge(target(1, 2).setPose(pose(1.6, 0, 0.5)).build(), 0))
                .isEqualTo(Verdict.OUT_OF_WORKSPACE);
    }

    @Test
    void anotherConnectionMayCountItsEpochsAnewButKeepsTheStop() {
        gate.judge(target(9, 5).setEngage(true).build(), 0);
        gate.emergencyStop();

        gate.newConnection();

        assertThat(gate.judge(target(1, 0).setEngage(true).build(), 0)).isEqualTo(Verdict.EMERGENCY_STOPPED);
        gate.clearEmergencyStop();
        assertThat(gate.judge(target(1, 0).setEngage(true).build(), 0)).isEqualTo(Verdict.FOLLOW);
    }

    @Test
    void silenceShouldFirstHoldAndThenStopUntilTheNextEngagement() {
        gate.judge(target(1, 0).setEngage(true).build(), 0);

        assertThat(gate.tick(ms(149))).isFalse();
        assertThat(gate.tick(ms(151))).isTrue();
        assertThat(gate.mode()).isEqualTo(Mode.HOLDING);
        assertThat(gate.judge(target(1, 1).build(), ms(200))).isEqualTo(Verdict.FOLLOW);
        assertThat(gate.tick(ms(700))).isTrue();
        assertThat(gate.mode()).isEqualTo(Mode.WATCHDOG_STOPPED);
        assertThat(gate.judge(target(1, 2).build(), ms(701))).isEqualTo(Verdict.NOT_ENGAGED);
        assertThat(gate.judge(target(1, 3).setEngage(true).build(), ms(702))).isEqualTo(Verdict.FOLLOW);
    }

    @Test
    void emergencyStopShouldHoldUntilItIsCleared() {
        gate.judge(target(1, 0).setEngage(true).build(), 0);
        gate.emergencyStop();

        assertThat(gate.judge(target(1, 1).setEngage(true).build(), 0)).isEqualTo(Verdict.EMERGENCY_STOPPED);
        gate.hold();
        assertThat(gate.mode()).isEqualTo(Mode.EMERGENCY_STOPPED);

        gate.clearEmergencyStop();

        assertThat(gate.judge(target(1, 2).build(), 0)).isEqualTo(Verdict.NOT_ENGAGED);
        assertThat(gate.judge(target(1, 3).setEngage(true).build(), 0)).isEqualTo(Verdict.FOLLOW);
    }

    private static Target.Builder target(long epoch, long sequence) {
        return Target.newBuilder().setEpoch(epoch).setSequence(sequence).setPose(pose(0.5, 0, 0.3));
    }

    private static Pose pose(double x, double y, double z) {
        return Pose.newBuilder()
                .setPosition(Vector3.newBuilder().setX(x).setY(y).setZ(z))
                .setOrientation(Quaternion.newBuilder().setW(1))
                .build();
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
