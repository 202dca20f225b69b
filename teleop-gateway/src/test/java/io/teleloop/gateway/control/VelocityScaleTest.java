package io.teleloop.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VelocityScaleTest {
    private final VelocityScale scale = new VelocityScale(150, 400, 0.2, 500);

    @ParameterizedTest
    @CsvSource({"0, 1", "150, 1", "275, 0.6", "400, 0.2", "500, 0.2", "500.1, 0", "Infinity, 0", "NaN, 0"})
    void theScaleFallsWithTheDelay(double delayMs, double expected) {
        assertThat(scale.at(delayMs)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void boundsOutOfOrderAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityScale(400, 150, 0.2, 500));
    }
}
