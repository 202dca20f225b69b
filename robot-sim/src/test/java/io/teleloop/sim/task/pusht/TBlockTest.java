package io.teleloop.sim.task.pusht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TBlockTest {
    private static final double TOP = TBlock.BAR.getLast().y();

    @Test
    void hasItsCentreOfAreaAtTheOrigin() {
        double bar = TBlock.BAR.getFirst().y() + TBlock.UNIT / 2;
        double stem = TBlock.BAR.getFirst().y() - 1.5 * TBlock.UNIT;

        assertThat(4 * bar + 3 * stem).isCloseTo(0, within(1e-12));
    }

    @Test
    void findsTheNearestEdge() {
        TBlock.Nearest above = TBlock.nearest(new Point(0.02, TOP + 0.01));

        assertThat(above.distance()).isCloseTo(0.01, within(1e-12));
        assertThat(above.point().minus(new Point(0.02, TOP)).norm()).isLessThan(1e-12);
        assertThat(above.normal().y()).isCloseTo(1, within(1e-12));
    }

    @Test
    void givesNegativeDistancesInside() {
        TBlock.Nearest inside = TBlock.nearest(new Point(0.02, TOP - 0.004));

        assertThat(inside.distance()).isCloseTo(-0.004, within(1e-12));
        assertThat(inside.normal().y()).isCloseTo(1, within(1e-12));
    }

    @Test
    void hasAnOutwardNormalOnTheOutlineItself() {
        assertThat(TBlock.nearest(new Point(2 * TBlock.UNIT, TOP - 0.01))
                        .normal()
                        .x())
                .isEqualTo(1);
    }

    @Test
    void pointsAwayFromItsCornerBeyondIt() {
        TBlock.Nearest corner = TBlock.nearest(new Point(2 * TBlock.UNIT + 0.003, TOP + 0.004));

        assertThat(corner.distance()).isCloseTo(0.005, within(1e-12));
        assertThat(corner.normal().x()).isCloseTo(0.6, within(1e-9));
    }
}
