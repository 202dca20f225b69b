package io.teleloop.sim.task.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.Finger;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.task.Action;
import org.junit.jupiter.api.Test;

class PushTTest {
    private static final PushT TASK = new PushT();

    @Test
    void startsAwayFromTheGoal() {
        Environment environment = new Environment(TASK);
        for (long seed = 0; seed < 10; seed++) {
            environment.reset(seed);

            assertThat(environment.succeeded()).isFalse();
            assertThat(TASK.coverage(environment.simulation())).isLessThanOrEqualTo(0.31);
            assertThat(environment.simulation().bodyPose(PushT.BLOCK).position().z())
                    .as("rests on its feet")
                    .isCloseTo(0.1155, within(3e-4));
        }
    }

    @Test
    void succeedsWhereTheBlockCoversNinetyFivePercentOfTheGoal() {
        Environment environment = new Environment(TASK);
        environment.reset(0);

        place(environment.simulation(), 0);
        assertThat(environment.succeeded()).isTrue();
        assertThat(environment.progress()).isEqualTo(1);

        // Along the bar a millimetre costs 12 of 630 tenths of a square centimetre: 2.6 mm are 4.95 %, 2.7 mm 5.14 %.
        place(environment.simulation(), 0.0026);
        assertThat(environment.succeeded()).isTrue();
        place(environment.simulation(), 0.0027);
        assertThat(environment.succeeded()).isFalse();
        assertThat(environment.progress()).isLessThan(1);
    }

    private static void place(Simulation simulation, double alongBar) {
        PlanarPose goal = PlanarPose.of(simulation.bodyPose(PushT.GOAL));
        Point place = goal.toBase(new Point(alongBar, 0));
        simulation.placeFreeJoint(
                PushT.BLOCK,
                new Pose(new Vec3(place.x(), place.y(), 0.1155), Quaternion.about(new Vec3(0, 0, 1), goal.yaw())));
        simulation.forward();
    }

    @Test
    void drawsTheOutlineThatIsMeasured() {
        Simulation simulation = Simulation.load(TASK.mjcf());
        int bar = simulation.id(ObjectType.GEOM, "bar");
        int stem = simulation.id(ObjectType.GEOM, "stem");

        assertThat(simulation.model("geom_size").copy(3 * bar, 2)).containsExactly(2 * TBlock.UNIT, TBlock.UNIT / 2);
        assertThat(simulation.model("geom_size").copy(3 * stem, 2)).containsExactly(TBlock.UNIT / 2, 1.5 * TBlock.UNIT);
        assertThat(simulation.model("geom_pos").get(3 * bar + 1))
                .isCloseTo(TBlock.BAR.getFirst().y() + TBlock.UNIT / 2, within(1e-9));
        assertThat(simulation.model("geom_pos").get(3 * stem + 1))
                .isCloseTo(TBlock.STEM.getFirst().y() + 1.5 * TBlock.UNIT, within(1e-9));
    }

    @Test
    void pushIsFeltInTheWristAndInThePads() {
        Environment environment = new Environment(TASK);
        environment.reset(0);
        assertThat(environment.arm().wrench().force().norm()).isLessThan(0.5);
        double gripped = environment.arm().tactile(Finger.LEFT).largest();
        assertThat(gripped).as("grip on the pusher").isPositive();
        Pose tcp = environment.arm().tcp();
        environment
                .simulation()
                .placeFreeJoint(
                        PushT.BLOCK,
                        new Pose(
                                new Vec3(
                                        tcp.position().x() + 0.06,
                                        tcp.position().y() + 0.02,
                                        0.1155),
                                Quaternion.IDENTITY));
        environment.simulation().forward();
        while (environment.arm().tcp().position().z() > PushT.TABLE + PushT.TOOL_LENGTH + 0.008) {
            environment.step(new Action(Twist.linear(0, 0, -0.1), 0));
        }

        double strongest = 0;
        double change = 0;
        for (int i = 0; i < 30; i++) {
            environment.step(new Action(Twist.linear(0.05, 0, 0), 0));
            strongest = Math.min(strongest, environment.arm().wrench().force().x());
            change = Math.max(
                    change, Math.abs(environment.arm().tactile(Finger.LEFT).largest() - gripped));
        }

        assertThat(strongest).as("the block resists").isLessThan(-1);
        assertThat(change).as("shear of the pads").isGreaterThan(0.05 * gripped);
        assertThat(environment.simulation().bodyPose(PushT.BLOCK).position().x())
                .isGreaterThan(tcp.position().x() + 0.065);
    }
}
