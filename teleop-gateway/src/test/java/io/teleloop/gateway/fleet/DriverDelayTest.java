package io.teleloop.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.gateway.control.VelocityScale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DriverDelayTest {
    private static final VelocityScale SCALE = new VelocityScale(150, 400, 0.2, 500);

    @Test
    void aShortDelayNeedsNoReason() {
        assertThat(DriverDelay.of(OptionalDouble.of(100), 50, SCALE)).isEqualTo(new DriverDelay(100, ""));
    }

    @Test
    void anUnknownDelayStopsTheRobotAndTellsWhy() {
        DriverDelay delay = DriverDelay.of(OptionalDouble.empty(), 50, SCALE);

        assertThat(SCALE.at(delay.ms())).isZero();
        assertThat(delay.reason()).contains("clock");
    }

    @Test
    void aPictureThatStandsStillStopsTheRobotAndTellsWhy() {
        DriverDelay delay = DriverDelay.of(OptionalDouble.of(20), 501, SCALE);

        assertThat(SCALE.at(delay.ms())).isZero();
        assertThat(delay.reason()).contains("picture");
    }

    @Test
    void aLateConnectionTellsWhyTheRobotIsSlow() {
        assertThat(DriverDelay.of(OptionalDouble.of(300), 0, SCALE).reason()).contains("300 ms", "slowly");
        assertThat(DriverDelay.of(OptionalDouble.of(600), 0, SCALE).reason()).contains("600 ms", "does not move");
    }
}
