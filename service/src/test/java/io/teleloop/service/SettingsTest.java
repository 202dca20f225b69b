package io.teleloop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void variablesShouldWinOverTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gateway.properties"), "port=1\nkafka.bootstrap=file:1\n");

        Settings settings = Settings.load(
                "gateway",
                Map.of("TELELOOP_GATEWAY_CONFIG", file.toString(), "TELELOOP_GATEWAY_PORT", "2", "PATH", "/bin"));

        assertThat(settings.integer("port", 0, 0, 65535)).isEqualTo(2);
        assertThat(settings.text("kafka.bootstrap")).isEqualTo("file:1");
        settings.rejectUnknown();
    }

    @Test
    void unknownSettingShouldBeRefusedByName() {
        Settings settings = Settings.load("gateway", Map.of("TELELOOP_GATEWAY_PROT", "2"));
        settings.integer("port", 0, 0, 65535);

        assertThatThrownBy(settings::rejectUnknown)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("prot")
                .hasMessageContaining("it knows port");
    }

    @Test
    void numberOutOfItsRangeShouldBeRefusedWithTheRange() {
        Settings settings = Settings.load("gateway", Map.of("TELELOOP_GATEWAY_PORT", "70000"));

        assertThatThrownBy(() -> settings.integer("port", 0, 0, 65535))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("TELELOOP_GATEWAY_PORT")
                .hasMessageContaining("65535");
    }

    @Test
    void missingSettingShouldBeNamed() {
        Settings settings = Settings.load("recorder", Map.of());

        assertThatThrownBy(() -> settings.text("kafka.bootstrap"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("TELELOOP_RECORDER_KAFKA_BOOTSTRAP");
    }
}
