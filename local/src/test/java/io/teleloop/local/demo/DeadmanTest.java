package io.teleloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadmanTest {
    private final Deadman deadman = new Deadman();

    @Test
    void deadmanShouldStayPressedWhileTheRobotFollows() {
        assertThat(IntStream.range(0, 100).allMatch(tick -> deadman.pressed(tick > 5)))
                .isTrue();
    }

    @Test
    void deadmanShouldBeLetGoAndPressedAgainWhenTheRobotDoesNotFollow() {
        boolean[] pressed = new boolean[14];
        for (int tick = 0; tick < pressed.length; tick++) {
            pressed[tick] = deadman.pressed(false);
        }

        assertThat(pressed)
                .containsExactly(true, true, true, true, true, true, true, true, true, true, false, false, true, true);
    }
}
