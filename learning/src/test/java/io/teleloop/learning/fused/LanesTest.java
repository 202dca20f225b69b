package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void sumShouldAddEveryLaneOnce() {
        float[] powers = new float[Lanes.COUNT];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = 1 << i;
        }
        assertThat(Lanes.sum(Lanes.load(powers, 0))).isEqualTo((1 << Lanes.COUNT) - 1);
    }

    @Test
    void paddedShouldRoundUpToWholeTiles() {
        assertThat(Lanes.padded(1)).isEqualTo(Lanes.TILE);
        assertThat(Lanes.padded(Lanes.TILE)).isEqualTo(Lanes.TILE);
        assertThat(Lanes.padded(Lanes.TILE + 1)).isEqualTo(2 * Lanes.TILE);
    }
}
