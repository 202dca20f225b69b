package io.teleloop.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimecodeStripTest {
    private static final long CAPTURED_NS = 1_700_000_000_123_400_000L;

    @ParameterizedTest
    @ValueSource(ints = {80, 320, 640, 1280})
    void ageShouldBeReadBackToATenthOfAMillisecond(int width) {
        byte[] row = TimecodeStrip.encode(width, CAPTURED_NS);

        assertThat(TimecodeStrip.ageNs(row, CAPTURED_NS + 87_600_000)).hasValue(87_600_000);
    }

    @Test
    void ageShouldBeRightAcrossTheWrapOfTheCode() {
        long wrap = (1L << 32) * 100_000;
        long before = wrap * 7 - 100_000;

        assertThat(TimecodeStrip.ageNs(TimecodeStrip.encode(320, before), before + 300_000))
                .hasValue(300_000);
    }

    @Test
    void oneWrongBlockShouldBeNoticed() {
        for (int block = 0; block < 40; block++) {
            byte[] row = TimecodeStrip.encode(320, CAPTURED_NS);
            for (int x = 8 * block; x < 8 * block + 8; x++) {
                row[x] = (byte) (251 - Byte.toUnsignedInt(row[x]));
            }
            assertThat(TimecodeStrip.ageNs(row, CAPTURED_NS))
                    .as("block %d", block)
                    .isEmpty();
        }
    }

    @Test
    void widthThatCannotHoldTheCodeShouldBeRefused() {
        assertThatThrownBy(() -> TimecodeStrip.encode(100, 0)).hasMessageContaining("multiple of 40");
    }
}
