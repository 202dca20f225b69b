package io.teleloop.catalogue;

import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.nio.file.Path;

/// Settings of the catalogue.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `host`, `port` | 127.0.0.1, 8090 | where it is asked |
/// | `kafka....` | | the log, see [KafkaConfig] |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `database....` | | PostgreSQL, see [DatabaseConfig] |
/// | `operator.tokens` | | file of operators' tokens, the gateway's |
/// | `management....` | port 9408 | health and metrics, see [ManagementConfig] |
public record CatalogueConfig(
        String host,
        int port,
        KafkaConfig kafka,
        StoreConfig store,
        DatabaseConfig database,
        Path operatorTokens,
        ManagementConfig management) {
    private static final int LARGEST_PORT = 65535;

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static CatalogueConfig from(Settings settings) {
        CatalogueConfig config = new CatalogueConfig(
                settings.text("host", "127.0.0.1"),
                settings.integer("port", 8090, 0, LARGEST_PORT),
                KafkaConfig.from(settings),
                StoreConfig.from(settings),
                DatabaseConfig.from(settings),
                settings.path("operator.tokens"),
                ManagementConfig.from(settings, 9408));
        settings.rejectUnknown();
        return config;
    }
}
