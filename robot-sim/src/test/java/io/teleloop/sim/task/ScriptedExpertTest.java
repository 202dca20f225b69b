package io.teleloop.sim.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.sim.Environment;
import io.teleloop.sim.Rollout;
import io.teleloop.sim.task.picklift.PickLift;
import io.teleloop.sim.task.pusht.PushT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedExpertTest {
    @Test
    void liftsTheCubeFromManyStarts() throws Exception {
        SeedSweep sweep = SeedSweep.run(new PickLift(), 30, 1, 0);

        assertThat(sweep.successRate()).as(sweep.toString()).isGreaterThanOrEqualTo(0.96);
    }

    @Test
    void pushesTheBlockOntoTheGoalFromManyStarts() throws Exception {
        SeedSweep sweep = SeedSweep.run(new PushT(), 30, 1, 0);

        assertThat(sweep.successRate()).as(sweep.toString()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    void succeedsWithObservationsThatAreLate() throws Exception {
        assertThat(SeedSweep.run(new PickLift(), 6, 1, 2).successRate()).isEqualTo(1);
        assertThat(SeedSweep.run(new PushT(), 6, 1, 2).successRate()).isGreaterThan(0.8);
    }

    @Test
    void doesWorseWithLessSkill() throws Exception {
        assertThat(SeedSweep.run(new PushT(), 3, 0, 0).successRate()).isLessThan(0.5);
        assertThat(SeedSweep.run(new PickLift(), 10, 0.3, 0).meanSeconds())
                .isGreaterThan(1.2 * SeedSweep.run(new PickLift(), 10, 1, 0).meanSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pick-lift", "push-t"})
    void repeatsTheTrajectoryOfASeedBitForBit(String name) {
        Task task = Tasks.named(name);
        Environment fresh = new Environment(task);
        Environment used = new Environment(task);
        Rollout.run(used, task.expert(0.8, 5), 5, 1);

        Rollout first = Rollout.run(fresh, task.expert(0.8, 3), 3, 1);
        Rollout again = Rollout.run(used, task.expert(0.8, 3), 3, 1);

        assertThat(again).isEqualTo(first);
        assertThat(used.simulation().qpos().copy())
                .isEqualTo(fresh.simulation().qpos().copy());
        assertThat(used.simulation().qvel().copy())
                .isEqualTo(fresh.simulation().qvel().copy());
    }
}
