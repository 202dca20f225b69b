package io.teleloop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "KAFKA_BOOTSTRAP", "kafka:9092",
            "OPERATOR_TOKENS", "ops",
            "ROBOT_TOKENS", "bots",
            "SPOOL_DIR", "spool");

    private static GatewayConfig config(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        LEAST.forEach((name, value) -> environment.put("TELELOOP_GATEWAY_" + name, value));
        more.forEach((name, value) -> environment.put("TELELOOP_GATEWAY_" + name, value));
        return GatewayConfig.from(Settings.load("gateway", environment));
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        GatewayConfig config = config(Map.of());

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.management().port()).isEqualTo(9080);
        assertThat(config.control().rateHz()).isEqualTo(20);
        assertThat(config.control().leaseLifetime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.control().watchdog().hold()).isEqualTo(Duration.ofMillis(150));
        assertThat(config.control().watchdog().stop()).isEqualTo(Duration.ofMillis(400));
        assertThat(config.control().maxCommandAge()).isEqualTo(Duration.ofMillis(400));
        assertThat(config.control().velocityScale().at(450)).isCloseTo(0.2, within(1e-9));
        assertThat(config.spoolMaxBytes()).isEqualTo(1L << 30);
        assertThat(config.allowedOrigins()).isEmpty();
        assertThat(config.longestEpisode()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.icePortMin()).isZero();
        assertThat(config.catalogue()).isEmpty();
        assertThat(config.datasets()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        GatewayConfig config = config(Map.of(
                "HOST", "0.0.0.0",
                "PORT", "1",
                "ORIGINS", "https://a.example.org, https://b.example.org",
                "CONTROL_RATE", "50",
                "LEASE_TTL", "5000",
                "ICE_PORT_MIN", "40000",
                "ICE_PORT_MAX", "40100",
                "SPOOL_MAX_BYTES", "2000000"));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.allowedOrigins()).containsExactlyInAnyOrder("https://a.example.org", "https://b.example.org");
        assertThat(config.control().rateHz()).isEqualTo(50);
        assertThat(config.control().leaseLifetime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config(Map.of("EPISODE_MAX_MS", "60000")).longestEpisode()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.icePortMax()).isEqualTo(40_100);
        assertThat(config(Map.of("CATALOGUE_URL", "http://catalogue:8090")).catalogue())
                .hasValue(URI.create("http://catalogue:8090"));
        assertThat(config.operatorTokens()).isEqualTo(Path.of("ops"));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> config(Map.of("WATCHDOG_STOP", "100"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> config(Map.of("ICE_PORT_MIN", "9"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> config(Map.of("CATALOGUE_URL", "catalogue:8090")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("catalogue.url");
        assertThatThrownBy(() -> config(Map.of("PROT", "9")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("prot");
        assertThatThrownBy(() -> GatewayConfig.from(Settings.load("gateway", Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("kafka.bootstrap");
    }
}
