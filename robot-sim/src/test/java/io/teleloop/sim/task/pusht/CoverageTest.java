package io.teleloop.sim.task.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final PlanarPose GOAL = new PlanarPose(0.5, 0, Math.PI / 4);

    @Test
    void isOneAtTheGoal() {
        assertThat(Coverage.of(GOAL, GOAL)).isCloseTo(1, within(1e-12));
        assertThat(Coverage.of(new PlanarPose(0.5, 0, Math.PI / 4 - 2 * Math.PI), GOAL))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void isZeroFarAway() {
        assertThat(Coverage.of(new PlanarPose(0.7, 0, Math.PI / 4), GOAL)).isZero();
    }

    @Test
    void losesOneEdgeWhenShifted() {
        // Along the bar, and along the stem, 12 cm of edges face the way: a centimetre costs 12 of 63 square
        // centimetres.
        for (Point shift : new Point[] {new Point(0.01, 0), new Point(0, 0.01)}) {
            Point moved = GOAL.toBase(shift);
            assertThat(Coverage.of(new PlanarPose(moved.x(), moved.y(), GOAL.yaw()), GOAL))
                    .isCloseTo(1 - 12.0 / 63, within(1e-12));
        }
    }

    @Test
    void coversTheCrossingOfTwoBarsWhenTurnedOver() {
        // Turned by half a turn about the middle of the bar, only the bars cover each other.
        Point middle = GOAL.toBase(new Point(0, TBlock.BAR.getFirst().y() + TBlock.UNIT / 2));
        Point turned = middle.times(2).minus(GOAL.position());

        assertThat(Coverage.of(new PlanarPose(turned.x(), turned.y(), GOAL.yaw() + Math.PI), GOAL))
                .isCloseTo(4.0 / 7, within(1e-12));
    }

    @Test
    void agreesWithCountingPoints() {
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            PlanarPose block = new PlanarPose(
                    0.5 + 0.1 * (random.nextDouble() - 0.5),
                    0.1 * (random.nextDouble() - 0.5),
                    7 * random.nextDouble());

            assertThat(Coverage.of(block, GOAL)).isCloseTo(counted(block), within(0.01));
            assertThat(Coverage.of(block, GOAL)).isCloseTo(Coverage.of(GOAL, block), within(1e-12));
        }
    }

    /// Share of a fine grid's points on the goal that lie on the block too.
    private static double counted(PlanarPose block) {
        int onGoal = 0;
        int onBoth = 0;
        for (double x = -0.1; x < 0.1; x += 0.0007) {
            for (double y = -0.1; y < 0.1; y += 0.0007) {
                Point local = new Point(x, y);
                if (TBlock.nearest(local).distance() < 0) {
                    onGoal++;
                    onBoth += TBlock.nearest(block.toLocal(GOAL.toBase(local))).distance() < 0 ? 1 : 0;
                }
            }
        }
        return onBoth / (double) onGoal;
    }
}
