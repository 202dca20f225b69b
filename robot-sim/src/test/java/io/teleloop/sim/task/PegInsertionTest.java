package io.teleloop.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.sim.Environment;
import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Twist;
import io.teleloop.sim.geometry.Vec3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PegInsertionTest {
    private static final Environment ENVIRONMENT = new Environment(new PegInsertion());

    @ParameterizedTest(name = "{0} seeds, observations {1} periods late")
    @CsvSource({"40, 0, 0.95", "12, 1, 0.9", "12, 2, 0.9"})
    void expertInsertsThePeg(int seeds, int delay, double wanted) throws Exception {
        SeedSweep sweep = SeedSweep.run(new PegInsertion(), seeds, 1, delay);

        assertThat(sweep.successRate()).as(sweep.toString()).isGreaterThanOrEqualTo(wanted);
    }

    @Test
    void unskilledOperatorFailsMoreOften() throws Exception {
        assertThat(SeedSweep.run(new PegInsertion(), 4, 0, 0).successRate()).isLessThan(0.6);
    }

    @Test
    void sameSeedGivesTheSameTrajectoryBitForBit() {
        double[] first = trajectory(new Environment(new PegInsertion()), 4);

        assertThat(trajectory(ENVIRONMENT, 4)).isEqualTo(first);
        assertThat(trajectory(ENVIRONMENT, 5)).isNotEqualTo(first);
    }

    private static double[] trajectory(Environment environment, long seed) {
        ScriptedExpert expert = environment.task().expert(1, seed);
        ExpertObservation observation = environment.reset(seed);
        for (int period = 0; period < 60; period++) {
            observation = environment.step(expert.act(observation));
        }
        return environment.simulation().state();
    }

    @Test
    void restingStartIsNoSuccess() {
        ENVIRONMENT.reset(1);
        for (int period = 0; period < 20; period++) {
            ENVIRONMENT.step(new Action(Twist.ZERO, 0));
        }

        assertThat(ENVIRONMENT.succeeded()).isFalse();
        assertThat(ENVIRONMENT.progress()).isBetween(0.0, 0.5);
    }

    @Test
    void pegDeepInTheHoleIsSuccess() {
        ENVIRONMENT.reset(1);
        Vec3 hole = ENVIRONMENT.simulation().bodyPose("hole").position();

        place(hole.plus(new Vec3(0, 0, 0.030)));
        assertThat(ENVIRONMENT.succeeded()).isFalse();
        assertThat(ENVIRONMENT.progress()).isBetween(0.5, 0.99);

        place(hole.plus(new Vec3(0, 0, 0.0265)));
        assertThat(ENVIRONMENT.succeeded()).isTrue();
        assertThat(ENVIRONMENT.progress()).isEqualTo(1);

        place(hole.plus(new Vec3(0.05, 0, 0)));
        assertThat(ENVIRONMENT.succeeded()).isFalse();
    }

    private static void place(Vec3 position) {
        ENVIRONMENT.simulation().placeFreeJoint("peg", new Pose(position, Quaternion.IDENTITY));
        ENVIRONMENT.simulation().forward();
    }
}
