package io.teleloop.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobotTokenTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TELELOOP_ROBOT_TOKEN", "from-environment");

    @Test
    void argumentWinsOverFileAndFileOverEnvironment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");

        assertThat(RobotToken.find("from-argument", file, ENVIRONMENT)).isEqualTo("from-argument");
        assertThat(RobotToken.find(null, file, ENVIRONMENT)).isEqualTo("from-file");
        assertThat(RobotToken.find(null, null, ENVIRONMENT)).isEqualTo("from-environment");
    }

    @Test
    void missingTokenIsAConfigurationProblem(@TempDir Path folder) {
        assertThatThrownBy(() -> RobotToken.find(null, null, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--token-file");
        assertThatThrownBy(() -> RobotToken.find(null, folder.resolve("none"), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none");
    }
}
