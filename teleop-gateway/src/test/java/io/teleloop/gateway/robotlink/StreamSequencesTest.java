package io.teleloop.gateway.robotlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamSequencesTest {
    private final StreamSequences sequences = new StreamSequences();

    @Test
    void aJumpIsALossOfThatStreamAlone() {
        assertThat(sequences.missingBefore("tcp", 0)).isZero();
        assertThat(sequences.missingBefore("tcp", 3)).isEqualTo(2);
        assertThat(sequences.missingBefore("tcp", 4)).isZero();
        assertThat(sequences.missingBefore("joints", 0)).isZero();
    }

    @Test
    void theFirstSampleMayBeMissingToo() {
        assertThat(sequences.missingBefore("tcp", 2)).isEqualTo(2);
    }

    @Test
    void goingBackIsNoLoss() {
        sequences.missingBefore("tcp", 5);
        assertThat(sequences.missingBefore("tcp", 5)).isNegative();
        assertThat(sequences.missingBefore("tcp", 6)).isZero();
    }
}
