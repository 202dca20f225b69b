package io.teleloop.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeededGeneratorTest {
    @Test
    void itShouldGiveTheNumbersOfSplitMix64() {
        // The sequence of seed 1234567, as published with the reference code of xoshiro (Vigna).
        SeededGenerator random = new SeededGenerator(1234567);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
    }

    @Test
    void aRestoredGeneratorShouldGoOnWhereTheOtherWas() {
        SeededGenerator random = new SeededGenerator(3);
        random.nextGaussian();
        SeededGenerator other = new SeededGenerator(9);
        other.restore(random.state());
        assertThat(other.nextGaussian()).isEqualTo(random.nextGaussian());
    }

    @Test
    void everySubsetShouldBeChosenEquallyOften() {
        SeededGenerator random = new SeededGenerator(5);
        int[] counts = new int[5];
        for (int i = 0; i < 5000; i++) {
            int[] chosen = random.choose(2, 5);
            assertThat(chosen[0]).isLessThan(chosen[1]);
            counts[chosen[0]]++;
            counts[chosen[1]]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(1850, 2150);
        }
    }
}
