package io.teleloop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueConfigTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "TELELOOP_CATALOGUE_KAFKA_BOOTSTRAP", "broker:9092",
            "TELELOOP_CATALOGUE_S3_ENDPOINT", "http://store:9000",
            "TELELOOP_CATALOGUE_S3_ACCESS_KEY", "key",
            "TELELOOP_CATALOGUE_S3_SECRET_KEY", "secret",
            "TELELOOP_CATALOGUE_DATABASE_URL", "jdbc:postgresql://database:5432/teleloop",
            "TELELOOP_CATALOGUE_DATABASE_PASSWORD", "password",
            "TELELOOP_CATALOGUE_OPERATOR_TOKENS", "/secrets/operators");

    @Test
    void defaultsShouldBeTheOnesThatAreDocumented() {
        assertThat(config(REQUIRED))
                .isEqualTo(new CatalogueConfig(
                        "127.0.0.1",
                        8090,
                        new KafkaConfig("broker:9092", ""),
                        new StoreConfig(URI.create("http://store:9000"), "us-east-1", "teleloop", "key", "secret"),
                        new DatabaseConfig("jdbc:postgresql://database:5432/teleloop", "teleloop", "password", 8),
                        Path.of("/secrets/operators"),
                        new ManagementConfig("127.0.0.1", 9408)));
    }

    @Test
    void whatCannotBeShouldBeRefusedByName() {
        Map<String, String> wrong = new HashMap<>(REQUIRED);
        wrong.put("TELELOOP_CATALOGUE_DATABASE_URL", "postgres://database");
        Map<String, String> unknown = new HashMap<>(REQUIRED);
        unknown.put("TELELOOP_CATALOGUE_COLOUR", "red");

        assertThatThrownBy(() -> config(wrong))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("database.url");
        assertThatThrownBy(() -> config(unknown))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void secretsShouldNotBePrinted() {
        assertThat(config(REQUIRED).toString()).contains("broker:9092").doesNotContain("secret,", "password=password");
    }

    private static CatalogueConfig config(Map<String, String> environment) {
        return CatalogueConfig.from(Settings.load("catalogue", environment));
    }
}
