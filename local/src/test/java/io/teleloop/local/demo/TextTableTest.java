package io.teleloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void wordsShouldStandLeftAndNumbersRight() {
        TextTable table = new TextTable("stream", "rate");
        table.row("joints", "100.0 Hz");
        table.row("camera.scene", "20.0 Hz");

        assertThat(table.lines())
                .containsExactly(
                        "stream            rate",
                        "----------------------",
                        "joints        100.0 Hz",
                        "camera.scene   20.0 Hz");
    }
}
