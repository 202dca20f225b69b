package io.teleloop.contract.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ActionMappingTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-6f);
    private static final ActionSpace SPACE = ActionSpace.newBuilder()
            .addDimensions(dimension("linear.x", -1, 1))
            .addDimensions(dimension("linear.y", -1, 1))
            .addDimensions(dimension("gripper", 0, 0.08))
            .build();
    private static final ActionSpec SPEC = new ActionSpec(
            List.of(new ActionSpec.Dimension("linear.y", "m/s", -0.2, 0.4)),
            List.of(new ActionSpec.Held("gripper", "m", 0.01)));

    @Test
    void whatThePolicyDoesNotDecideShouldBeHeldOrZero() {
        assertThat(new ActionMapping(SPEC, SPACE).toRobot(new float[] {1}))
                .containsExactly(new float[] {0, 0.4f, 0.01f}, CLOSE);
    }

    @Test
    void normalisingShouldUndoIt() {
        ActionMapping mapping = new ActionMapping(SPEC, SPACE);

        assertThat(mapping.fromRobot(List.of(0f, 0.1f, 0.01f))).containsExactly(new float[] {0}, CLOSE);
        assertThat(mapping.fromRobot(List.of(0f, 9f, 0.01f))).containsExactly(new float[] {1}, CLOSE);
    }

    @Test
    void aSquareResponseShouldMagnifySlowMotions() {
        ActionSpec.Dimension dimension = new ActionSpec.Dimension("linear.x", "m/s", -0.2, 0.2, 2);

        assertThat(dimension.physical(-0.1)).isCloseTo(-0.002, within(1e-9));
        assertThat(dimension.normalised(-0.002)).isCloseTo(-0.1, within(1e-9));
        assertThat(dimension.physical(1)).isEqualTo(0.2);
        assertThat(dimension.normalised(0)).isZero();
    }

    @Test
    void aPolicyThatIsNotThisRobotsShouldBeRefused() {
        ActionSpec tooFar = new ActionSpec(
                List.of(
                        new ActionSpec.Dimension("linear.x", "m/s", -2, 2),
                        new ActionSpec.Dimension("angular.z", "rad/s", -1, 1)),
                List.of());

        assertThatThrownBy(() -> new ActionMapping(tooFar, SPACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linear.x")
                .hasMessageContaining("angular.z");
    }

    private static ActionDimension dimension(String name, double minimum, double maximum) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setMinimum(minimum)
                .setMaximum(maximum)
                .build();
    }
}
