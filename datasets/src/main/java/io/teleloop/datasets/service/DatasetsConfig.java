package io.teleloop.datasets.service;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.nio.file.Path;

/// Settings of the data sets' service.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `host`, `port` | 127.0.0.1, 8091 | where it is asked |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `operator.tokens` | | file of operators' tokens, the gateway's |
/// | `work.dir` | | folder that keeps what is done of exports; of each all rows, and the videos of one episode |
/// | `kafka.bootstrap` | | not used: the file that all services of a platform read has it for the others |
/// | `management....` | port 9409 | health and metrics, see [ManagementConfig] |
public record DatasetsConfig(
        String host, int port, StoreConfig store, Path operatorTokens, Path work, ManagementConfig management) {
    private static final int LARGEST_PORT = 65535;

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static DatasetsConfig from(Settings settings) {
        DatasetsConfig config = new DatasetsConfig(
                settings.text("host", "127.0.0.1"),
                settings.integer("port", 8091, 0, LARGEST_PORT),
                StoreConfig.from(settings),
                settings.path("operator.tokens"),
                settings.path("work.dir"),
                ManagementConfig.from(settings, 9409));
        settings.text("kafka.bootstrap", "");
        settings.rejectUnknown();
        return config;
    }
}
