package io.teleloop.sim.task.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PushModelTest {
    private static final PlanarPose BLOCK = new PlanarPose(0, 0, 0);
    private static final double TOUCHING = TBlock.BAR.getLast().y() + PushModel.PUSHER_RADIUS;
    private static final Point DOWN = new Point(0, -0.001);

    @Test
    void aPusherThatDoesNotTouchMovesNothing() {
        assertThat(PushModel.advance(BLOCK, new Point(0, TOUCHING + 0.001), DOWN))
                .isEqualTo(BLOCK);
    }

    @Test
    void aPushThroughTheCentreMovesStraight() {
        PlanarPose moved = PushModel.advance(BLOCK, new Point(0, TOUCHING - 0.001), DOWN);

        assertThat(moved.y()).isCloseTo(-0.001, within(1e-12));
        assertThat(moved.x()).isCloseTo(0, within(1e-12));
        assertThat(moved.yaw()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aPushAtTheEndOfTheBarTurns() {
        PlanarPose moved = PushModel.advance(BLOCK, new Point(0.05, TOUCHING - 0.001), DOWN);

        assertThat(moved.yaw()).isLessThan(-0.005);
        assertThat(moved.y()).isBetween(-0.001, -0.0001);
    }

    @Test
    void aGlancingPushSlips() {
        Point glancing = new Point(0.002, -0.001);

        PlanarPose moved = PushModel.advance(BLOCK, new Point(0, TOUCHING - 0.001), glancing);

        assertThat(moved.x()).isPositive().isLessThan(0.001);
    }
}
