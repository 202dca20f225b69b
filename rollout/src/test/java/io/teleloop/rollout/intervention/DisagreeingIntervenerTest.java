package io.teleloop.rollout.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import io.teleloop.sim.world.Actions;
import io.teleloop.sim.world.Sight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisagreeingIntervenerTest {
    private static final Task TASK = Tasks.named("peg-insertion");
    private static final int TICKS = 2000;

    @Test
    void aPolicyThatActsLikeThePersonIsSeldomInterrupted() {
        // Four ticks each time, begun in one of twenty decisions.
        assertThat(shareDriven(Actions.vector(TASK.expert(1, 0).act(scene(0))), 5))
                .isBetween(0.1, 0.25);
    }

    @Test
    void aPolicyThatActsOtherwiseIsInterruptedNearlyAlways() {
        assertThat(shareDriven(new float[] {-0.25f, 0.25f, 0.25f, 0, 0, 0, 0}, 5))
                .isGreaterThan(0.97);
    }

    @Test
    void anInterventionLastsFourTicks() {
        DisagreeingIntervener person = new DisagreeingIntervener(TASK, 1, 0.3);
        float[] like = Actions.vector(TASK.expert(1, 0).act(scene(0)));
        person.begin(5);
        int run = 0;
        for (int tick = 0; tick < TICKS; tick++) {
            if (person.watch(sight(tick * 0.05), like).isPresent()) {
                run++;
            } else {
                assertThat(run % 4).isZero();
                run = 0;
            }
        }
    }

    private static double shareDriven(float[] policyAction, long seed) {
        DisagreeingIntervener person = new DisagreeingIntervener(TASK, 1, 0.3);
        person.begin(seed);
        int driven = 0;
        for (int tick = 0; tick < TICKS; tick++) {
            driven += person.watch(sight(tick * 0.05), policyAction).isPresent() ? 1 : 0;
        }
        return driven / (double) TICKS;
    }

    private static Sight sight(double time) {
        return new Sight(0, List.of(), scene(time), 0.3, false);
    }

    /// The gripper is 4 cm beside the hole and high above it.
    private static ExpertObservation scene(double time) {
        Pose tcp = new Pose(new Vec3(0.46, 0, 0.25), Quaternion.IDENTITY);
        return new ExpertObservation(
                time,
                tcp,
                new Wrench(Vec3.ZERO, Vec3.ZERO),
                0.016,
                Map.of("peg", tcp, "hole", new Pose(new Vec3(0.5, 0, 0.115), Quaternion.IDENTITY)));
    }
}
