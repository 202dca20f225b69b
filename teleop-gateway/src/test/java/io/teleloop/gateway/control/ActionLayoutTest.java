package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import org.junit.jupiter.api.Test;

class ActionLayoutTest {
    private static ActionDimension dimension(String name, double minimum, double maximum) {
        return ActionDimension.newBuilder()
                .setName(name)
                .setMinimum(minimum)
                .setMaximum(maximum)
                .build();
    }

    @Test
    void dimensionsMayComeInAnyOrderAndBeFew() {
        ActionLayout layout = new ActionLayout(ActionSpace.newBuilder()
                .addDimensions(dimension("linear.y", -1, 1))
                .addDimensions(dimension("linear.x", -1, 1))
                .build());

        assertThat(layout.linear(new float[] {0.25f, 0.5f})).isEqualTo(new Vector(0.5, 0.25, 0));
        assertThat(layout.angular(new float[] {0.25f, 0.5f})).isEqualTo(Vector.ZERO);
        assertThat(layout.action(new Vector(0.5, 0.25, 9), Vector.ZERO, 1)).containsExactly(0.25f, 0.5f);
        assertThat(layout.hasGripper()).isFalse();
    }

    @Test
    void valuesAreHeldWithinTheirBounds() {
        ActionLayout layout = new ActionLayout(ActionSpace.newBuilder()
                .addDimensions(dimension("linear.x", -0.5, 0.25))
                .build());

        assertThat(layout.linear(new float[] {9}).x()).isEqualTo(0.25);
        assertThat(layout.linear(new float[] {-9}).x()).isEqualTo(-0.5);
    }

    @Test
    void anUnknownDoubledOrEmptySpaceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionLayout(ActionSpace.getDefaultInstance()))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionLayout(ActionSpace.newBuilder()
                        .addDimensions(dimension("jump", 0, 1))
                        .build()))
                .withMessageContaining("jump");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionLayout(ActionSpace.newBuilder()
                        .addDimensions(dimension("linear.x", 1, 1))
                        .build()))
                .withMessageContaining("minimum");
    }
}
