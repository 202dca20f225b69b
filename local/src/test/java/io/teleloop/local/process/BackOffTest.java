package io.teleloop.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void waitsShouldDoubleUpToTheLongestAndBeginAnewAfterARunThatLasted() {
        BackOff backOff = new BackOff();

        assertThat(backOff.afterRunOf(Duration.ZERO)).isEqualTo(BackOff.FIRST);
        assertThat(backOff.afterRunOf(Duration.ZERO)).isEqualTo(BackOff.FIRST.multipliedBy(2));
        for (int i = 0; i < 10; i++) {
            backOff.afterRunOf(Duration.ZERO);
        }
        assertThat(backOff.afterRunOf(Duration.ZERO)).isEqualTo(BackOff.LONGEST);
        assertThat(backOff.afterRunOf(BackOff.LASTING)).isEqualTo(BackOff.FIRST);
    }
}
