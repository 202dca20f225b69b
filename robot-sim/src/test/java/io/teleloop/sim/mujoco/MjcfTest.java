package io.teleloop.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MjcfTest {
    @Test
    void includedFileTakesTheIncludesPlace() {
        String model = Mjcf.load("/io/teleloop/sim/task/peg-insertion.xml");

        assertThat(model).contains("name=\"joint7\"").doesNotContain("<include");
        assertThat(model.split("<mujoco", -1)).hasSize(2);
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Mjcf.load("/io/teleloop/sim/task/juggling.xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/io/teleloop/sim/task/juggling.xml");
    }
}
