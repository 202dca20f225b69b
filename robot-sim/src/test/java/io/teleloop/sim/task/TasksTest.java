package io.teleloop.sim.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.geometry.Wrench;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TasksTest {
    @Test
    void tasksAreFoundByName() {
        assertThat(Tasks.all())
                .allSatisfy(task -> assertThat(Tasks.named(task.name())).isSameAs(task));
        assertThat(Tasks.named("peg-insertion")).isInstanceOf(PegInsertion.class);
    }

    @Test
    void unknownTaskIsRefusedWithTheNamesOfTheKnownOnes() {
        assertThatThrownBy(() -> Tasks.named("juggling"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("juggling")
                .hasMessageContaining("peg-insertion");
    }

    @Test
    void skillOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Tasks.named("peg-insertion").expert(1.5, 0)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Tasks.named("peg-insertion").expert(Double.NaN, 0))
                .hasMessageContaining("between 0 and 1");
    }

    @Test
    void missingObjectInAnObservationIsNamed() {
        Pose pose = new Pose(Vec3.ZERO, Quaternion.IDENTITY);
        ExpertObservation observation = new ExpertObservation(0, pose, Wrench.ZERO, 0, Map.of("peg", pose));

        assertThatThrownBy(() -> observation.object("hole"))
                .hasMessageContaining("'hole'")
                .hasMessageContaining("peg");
    }
}
