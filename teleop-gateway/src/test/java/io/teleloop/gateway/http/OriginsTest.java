package io.teleloop.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private final Origins origins = new Origins(Set.of("https://teleop.example.org"));

    @Test
    void theGatewaysOwnPageAndListedOnesMayConnect() {
        assertThat(origins.allows("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(origins.allows("https://teleop.example.org", "gateway:8080")).isTrue();
        assertThat(origins.allows(null, "localhost:8080")).isTrue();
    }

    @Test
    void otherPagesMayNot() {
        assertThat(origins.allows("http://localhost:8081", "localhost:8080")).isFalse();
        assertThat(origins.allows("https://elsewhere.example.org", "localhost:8080"))
                .isFalse();
        assertThat(origins.allows("null", "localhost:8080")).isFalse();
        assertThat(origins.allows("not an origin", "localhost:8080")).isFalse();
        assertThat(origins.allows("http://localhost:8080", null)).isFalse();
    }
}
