package io.teleloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    @Test
    void onlyTheOrderShouldCount() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 30}, new double[] {0.1, 0.2, 0.3}))
                .isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(new double[] {3, 2, 1}, new double[] {1, 5, 6}))
                .isCloseTo(-1, within(1e-12));
    }

    @Test
    void equalValuesShouldShareTheirRanks() {
        // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: covariance 4.5, squares 4.5 and 5.
        assertThat(RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void whatIsNoPairShouldBeRefused() {
        assertThatThrownBy(() -> RankCorrelation.of(new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("2 and 1 values");
    }
}
