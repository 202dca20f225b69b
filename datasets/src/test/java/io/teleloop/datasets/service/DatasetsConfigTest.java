package io.teleloop.datasets.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetsConfigTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "TELELOOP_DATASETS_S3_ENDPOINT", "http://store:9000",
            "TELELOOP_DATASETS_S3_ACCESS_KEY", "key",
            "TELELOOP_DATASETS_S3_SECRET_KEY", "secret",
            "TELELOOP_DATASETS_OPERATOR_TOKENS", "/secrets/operators",
            "TELELOOP_DATASETS_WORK_DIR", "/work");

    @Test
    void defaultsShouldBeTheOnesThatAreDocumented() {
        assertThat(config(REQUIRED))
                .isEqualTo(new DatasetsConfig(
                        "127.0.0.1",
                        8091,
                        new StoreConfig(URI.create("http://store:9000"), "us-east-1", "teleloop", "key", "secret"),
                        Path.of("/secrets/operators"),
                        Path.of("/work"),
                        new ManagementConfig("127.0.0.1", 9409)));
    }

    @Test
    void whatIsNotKnownShouldBeRefusedByName() {
        Map<String, String> unknown = new HashMap<>(REQUIRED);
        unknown.put("TELELOOP_DATASETS_COLOUR", "red");

        assertThatThrownBy(() -> config(unknown))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("colour");
    }

    private static DatasetsConfig config(Map<String, String> environment) {
        return DatasetsConfig.from(Settings.load("datasets", environment));
    }
}
