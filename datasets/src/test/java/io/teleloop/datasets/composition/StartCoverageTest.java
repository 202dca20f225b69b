package io.teleloop.datasets.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartCoverageTest {
    @Test
    void cellsShouldBeCountedOnceAndLieOnBothSidesOfTheBase() {
        StartCoverage starts = StartCoverage.of(List.of(
                Point.of(0.401, -0.001), Point.of(0.409, -0.009), Point.of(0.411, 0.001), Point.of(0.431, 0.012)));

        assertThat(starts.occupiedCells()).isEqualTo(3);
        // Columns 40 to 43, rows -1 to 1.
        assertThat(starts.boxCells()).isEqualTo(12);
    }

    @Test
    void noStartShouldCoverNothing() {
        assertThat(StartCoverage.of(List.of())).isEqualTo(new StartCoverage(List.of(), 0.01, 0, 0));
    }
}
