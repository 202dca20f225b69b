package io.teleloop.sim.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.Mjcf;
import io.teleloop.sim.mujoco.Simulation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedArmTest {
    private static final SimulatedArm ARM =
            new SimulatedArm(Simulation.load(Mjcf.load("/io/teleloop/sim/task/peg-insertion.xml")));

    @BeforeEach
    void home() {
        ARM.home(0.04);
        // The peg must not be in the way.
        ARM.simulation().placeFreeJoint("peg", new Pose(new Vec3(0.3, 0.3, 0.13), Quaternion.IDENTITY));
        ARM.run(Twist.ZERO, 0.04, 0.2);
        ARM.tare();
    }

    @Test
    void homeIsAtRestWithTheGripperDown() {
        Vec3 outOfTheGripper = ARM.tcp().orientation().rotate(new Vec3(0, 0, 1));

        assertThat(outOfTheGripper.z()).isCloseTo(-1, within(1e-2));
        assertThat(ARM.tcpTwist().linear().norm()).isLessThan(1e-3);
        assertThat(ARM.opening()).isCloseTo(0.04, within(1e-3));
    }

    @Test
    void twistMovesTheToolAtItsSpeed() {
        Vec3 start = ARM.tcp().position();

        ARM.run(new Twist(new Vec3(0, 0.1, 0), Vec3.ZERO), 0.04, 1);

        assertThat(ARM.tcpTwist().linear().y()).isCloseTo(0.1, within(0.01));
        assertThat(ARM.tcp().position().minus(start).y()).isCloseTo(0.1, within(0.01));
        assertThat(ARM.tcp().position().minus(start).z()).isCloseTo(0, within(0.003));
    }

    @Test
    void twistTurnsTheTool() {
        Quaternion start = ARM.tcp().orientation();

        ARM.run(new Twist(Vec3.ZERO, new Vec3(0, 0, 0.5)), 0.04, 1);

        Vec3 turned = ARM.tcp().orientation().times(start.inverse()).rotationVector();
        assertThat(turned.z()).isCloseTo(0.5, within(0.05));
        assertThat(Math.hypot(turned.x(), turned.y())).isLessThan(0.05);
    }

    @Test
    void armArrivesWhereItIsMovedTo() {
        Pose goal = new Pose(new Vec3(0.45, 0.15, 0.3), ARM.tcp().orientation());

        ARM.moveTo(goal, 0.04, 3);

        assertThat(ARM.tcp().position().minus(goal.position()).norm()).isLessThan(0.003);
    }

    @Test
    void pressingOnTheTablePushesTheToolUpWithBoundedForce() {
        ARM.moveTo(new Pose(new Vec3(0.45, -0.1, 0.13), ARM.tcp().orientation()), 0, 2);

        ARM.run(new Twist(new Vec3(0, 0, -0.05), Vec3.ZERO), 0, 2);

        // Spring of 1400 N/m on a leash of 10 mm.
        assertThat(ARM.wrench().force().z()).isBetween(5.0, 20.0);
        assertThat(ARM.tcp().position().z()).isGreaterThan(0.099);
    }

    @Test
    void freeArmFeelsNoForce() {
        ARM.moveTo(new Pose(new Vec3(0.5, 0.1, 0.35), ARM.tcp().orientation()), 0.04, 3);
        ARM.run(Twist.ZERO, 0.04, 0.5);

        assertThat(ARM.wrench().force().norm()).isLessThan(0.5);
    }

    @Test
    void targetStaysInTheWorkspace() {
        ARM.run(new Twist(new Vec3(0, 0.25, 0), Vec3.ZERO), 0.04, 3);

        assertThat(ARM.tcp().position().y())
                .isCloseTo(SimulatedArm.WORKSPACE.highest().y(), within(0.01));
    }

    @Test
    void farTargetIsApproachedOnTheLeash() {
        Pose far = new Pose(new Vec3(0.7, 0.3, 0.5), ARM.tcp().orientation());

        ARM.follow(far, Twist.ZERO);
        ARM.step();

        assertThat(ARM.target().position().minus(ARM.tcp().position()).norm()).isLessThan(0.02);
    }

    @Test
    void gripperOpensAndCloses() {
        ARM.run(Twist.ZERO, 0.08, 1);
        assertThat(ARM.opening()).isCloseTo(0.08, within(2e-3));

        ARM.run(Twist.ZERO, 0, 1);
        assertThat(ARM.opening()).isLessThan(2e-3);
    }

    @Test
    void emptyFingertipsFeelNothing() {
        for (Finger finger : Finger.values()) {
            assertThat(ARM.tactile(finger).largest()).isZero();
        }
    }
}
