package io.teleloop.sim.task.picklift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.sim.Environment;
import io.teleloop.sim.arm.Finger;
import io.teleloop.sim.arm.SimulatedArm;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.ScriptedExpert;
import org.junit.jupiter.api.Test;

class PickLiftTest {
    private static final PickLift TASK = new PickLift();
    private static final Action STAY_OPEN = new Action(Twist.ZERO, SimulatedArm.MAX_OPENING);

    @Test
    void startsWithTheCubeOnTheTable() {
        Environment environment = new Environment(TASK);
        for (long seed = 0; seed < 10; seed++) {
            ExpertObservation start = environment.reset(seed);

            assertThat(start.object(PickLift.CUBE).position().z()).isCloseTo(PickLift.RESTING, within(5e-4));
            assertThat(start.gripperOpening()).isCloseTo(SimulatedArm.MAX_OPENING, within(1e-3));
            assertThat(environment.progress()).isLessThan(0.01);
        }
    }

    @Test
    void succeedsOnlyAfterHoldingTheCubeUpByFriction() {
        Environment environment = new Environment(TASK);
        ExpertObservation observation = environment.reset(1);
        ScriptedExpert expert = TASK.expert(1, 1);
        double upSince = Double.NaN;
        while (!environment.succeeded()) {
            assertThat(observation.time()).isLessThan(TASK.timeLimit());
            observation = environment.step(expert.act(observation));
            double lift = observation.object(PickLift.CUBE).position().z() - PickLift.RESTING;
            if (lift >= PickLift.LIFT && Double.isNaN(upSince)) {
                upSince = observation.time();
            }
        }

        assertThat(observation.time() - upSince).isCloseTo(PickLift.HOLD, within(1e-6));
        assertThat(environment.progress()).isEqualTo(1);
        for (Finger finger : Finger.values()) {
            assertThat(environment.arm().tactile(finger).largest())
                    .as(finger.name())
                    .isPositive();
        }
        assertThat(environment.arm().wrench().force().z())
                .as("weight of the cube")
                .isBetween(-2.2, -1.0);

        for (int i = 0; i < 20; i++) {
            environment.step(STAY_OPEN);
        }
        assertThat(environment.succeeded()).as("after the cube was let go").isFalse();
    }

    @Test
    void aCubeThatOnlyFliesByIsNotHeld() {
        Environment environment = new Environment(TASK);
        environment.reset(0);
        environment
                .simulation()
                .placeFreeJoint(
                        PickLift.CUBE, new Pose(new Vec3(0.4, 0.3, PickLift.RESTING + 0.25), Quaternion.IDENTITY));
        environment.simulation().forward();

        for (int i = 0; i < 20; i++) {
            assertThat(environment.succeeded()).isFalse();
            environment.step(STAY_OPEN);
        }
        assertThat(environment.progress()).isLessThan(0.01);
    }

    @Test
    void startsTheHoldAnewWithEachEpisode() {
        Environment environment = new Environment(TASK);
        environment.reset(0);
        environment
                .simulation()
                .placeFreeJoint(
                        PickLift.CUBE, new Pose(new Vec3(0.4, 0.3, PickLift.RESTING + 0.2), Quaternion.IDENTITY));
        environment.simulation().forward();
        assertThat(environment.succeeded()).isFalse();

        environment.reset(1);

        assertThat(environment.simulation().data("userdata").get(0)).isZero();
    }
}
