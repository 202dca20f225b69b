package io.teleloop.labeler;

import io.teleloop.kafka.KafkaConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;

/// Settings of the labeler.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka....` | | Kafka, see [KafkaConfig] |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `management....` | port 9406 | health and metrics, see [ManagementConfig] |
public record LabelerConfig(KafkaConfig kafka, StoreConfig store, ManagementConfig management) {
    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static LabelerConfig from(Settings settings) {
        LabelerConfig config = new LabelerConfig(
                KafkaConfig.from(settings), StoreConfig.from(settings), ManagementConfig.from(settings, 9406));
        settings.rejectUnknown();
        return config;
    }
}
