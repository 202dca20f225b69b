package io.teleloop.robot.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotLinkTest {
    @ParameterizedTest
    @CsvSource({
        "ws://lab:8080, ws://lab:8080/robot",
        "http://lab:8080/, ws://lab:8080/robot",
        "https://lab, wss://lab/robot",
        "wss://lab/behind/proxy, wss://lab/behind/proxy"
    })
    void addressOfTheGatewayShouldBeEnough(URI given, URI expected) {
        assertThat(RobotLink.endpoint(given)).isEqualTo(expected);
    }

    @Test
    void otherSchemesShouldBeRefused() {
        assertThatThrownBy(() -> RobotLink.endpoint(URI.create("lab:8080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ws://");
    }
}
