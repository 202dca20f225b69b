package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.gateway.TestRobots;
import org.junit.jupiter.api.Test;

class TargetShaperTest {
    private static final double PERIOD = 0.05;
    private static final Pose MIDDLE = new Pose(new Vector(0.5, 0, 0.3), Rotation.IDENTITY);

    private final TargetShaper shaper =
            new TargetShaper(new ActionLayout(TestRobots.actionSpace()), TestRobots.limits());

    private ShapedTarget drive(Pose measured, double scale, float... requested) {
        return shaper.next(requested, measured, 0.04, scale, PERIOD);
    }

    @Test
    void aSteadyCommandReachesItsSpeed() {
        ShapedTarget target = drive(MIDDLE, 1, 0.2f, 0, 0, 0, 0, 0, 0.04f);
        for (int i = 0; i < 10; i++) {
            target = drive(target.pose(), 1, 0.2f, 0, 0, 0, 0, 0, 0.04f);
        }
        assertThat(target.linear().x()).isCloseTo(0.2, within(1e-6));
        assertThat(target.action()).hasSize(7);
        assertThat(target.action()[0]).isCloseTo(0.2f, within(1e-5f));
    }

    @Test
    void anOrientationIsIntegratedAroundTheBasesAxes() {
        ShapedTarget target = drive(MIDDLE, 1, 0, 0, 0, 0, 0, 1, 0.04f);
        for (int i = 0; i < 40; i++) {
            target = drive(target.pose(), 1, 0, 0, 0, 0, 0, 1, 0.04f);
        }
        double angle = target.pose().orientation().angleTo(Rotation.IDENTITY);
        // Forty ticks of 0.05 s at 1 rad/s, less what the acceleration took.
        assertThat(angle).isCloseTo(40 * PERIOD, within(0.1));
        assertThat(target.pose().orientation().z()).isPositive();
    }

    @Test
    void nothingMovesAtScaleZero() {
        drive(MIDDLE, 0, 0.2f, 0, 0, 0, 0, 1, 0.04f);

        ShapedTarget target = drive(MIDDLE, 0, 0.2f, 0, 0, 0, 0, 1, 0.04f);

        assertThat(target.pose()).isEqualTo(MIDDLE);
    }

    @Test
    void theTargetStopsAtTheBox() {
        Pose nearWall = new Pose(new Vector(0.79, 0, 0.3), Rotation.IDENTITY);
        ShapedTarget target = drive(nearWall, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f);
        for (int i = 0; i < 10; i++) {
            target = drive(nearWall, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f);
        }
        assertThat(target.pose().position().x()).isCloseTo(0.8, within(1e-9));
        assertThat(target.linear().x()).isZero();
    }

    @Test
    void anArmOutsideTheBoxMayComeBackButNotGoFurther() {
        Pose outside = new Pose(new Vector(0.85, 0, 0.3), Rotation.IDENTITY);
        drive(outside, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f);
        assertThat(drive(outside, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f)
                        .pose()
                        .position()
                        .x())
                .isEqualTo(0.85);

        ShapedTarget back = drive(outside, 1, -0.3f, 0, 0, 0, 0, 0, 0.04f);

        assertThat(back.pose().position().x()).isLessThan(0.85);
    }

    @Test
    void theTargetStaysOnItsLeashWhenTheArmIsBlocked() {
        ShapedTarget target = drive(MIDDLE, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f);
        for (int i = 0; i < 40; i++) {
            target = drive(MIDDLE, 1, 0.3f, 0, 0, 0, 0, 0, 0.04f);
        }
        assertThat(target.pose().position().x()).isCloseTo(0.55, within(1e-9));
    }

    @Test
    void theTargetDoesNotTurnFurtherThanItsLeashWhenTheArmIsBlocked() {
        ShapedTarget target = drive(MIDDLE, 1, 0, 0, 0, 0.6f, 0, 0.8f, 0.04f);
        for (int i = 0; i < 60; i++) {
            target = drive(MIDDLE, 1, 0, 0, 0, 0.6f, 0, 0.8f, 0.04f);
        }
        assertThat(target.pose().orientation().angleTo(Rotation.IDENTITY)).isCloseTo(0.35, within(1e-9));
        assertThat(target.pose().isValid()).isTrue();
        assertThat(target.angular().norm()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aRobotMaySetItsLeashOnOrientation() {
        TargetShaper tight = new TargetShaper(
                new ActionLayout(TestRobots.actionSpace()),
                TestRobots.limits().toBuilder().setLeashRad(0.1).build());
        float[] turn = {0, 0, 0, 0, 0, -1, 0.04f};
        ShapedTarget target = tight.next(turn, MIDDLE, 0.04, 1, PERIOD);
        for (int i = 0; i < 60; i++) {
            target = tight.next(turn, MIDDLE, 0.04, 1, PERIOD);
        }
        assertThat(target.pose().orientation().angleTo(Rotation.IDENTITY)).isCloseTo(0.1, within(1e-9));
        assertThat(target.pose().orientation().z()).isNegative();
    }

    @Test
    void aFirstTargetDoesNotOpenTheGripper() {
        assertThat(drive(MIDDLE, 1, 0, 0, 0, 0, 0, 0, 0.08f).gripper()).isEqualTo(0.04);
        assertThat(drive(MIDDLE, 1, 0, 0, 0, 0, 0, 0, 0.08f).gripper()).isCloseTo(0.08, within(1e-6));
    }
}
