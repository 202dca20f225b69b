package io.teleloop.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureTest {
    @Test
    void takenPortShouldNameTheSettingThatMovesIt(@TempDir Path dir) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            InfraConfig config = InfraConfig.from(Settings.load(
                    "infra",
                    Map.of(
                            "TELELOOP_INFRA_DATA_DIR", dir.toString(),
                            "TELELOOP_INFRA_KAFKA_PORT", "0",
                            "TELELOOP_INFRA_S3_PORT", Integer.toString(other.getLocalPort()),
                            "TELELOOP_INFRA_S3_ACCESS_KEY", "key",
                            "TELELOOP_INFRA_S3_SECRET_KEY", "secret",
                            "TELELOOP_INFRA_POSTGRES_PORT", "0",
                            "TELELOOP_INFRA_POSTGRES_PASSWORD", "secret",
                            "TELELOOP_INFRA_MANAGEMENT_PORT", "0")));

            assertThatThrownBy(() -> Infrastructure.start(config, code -> {}))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()))
                    .hasMessageContaining("s3.port");
        }
    }
}
