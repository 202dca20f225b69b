package io.teleloop.kafka;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;

/// Where a service finds Kafka, and as whom it consumes.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka.bootstrap` | | brokers |
/// | `kafka.group.instance` | none | name of this group member that outlives it: a restart then waits for no session |
///
/// @param groupInstance empty for none
public record KafkaConfig(String bootstrap, String groupInstance) {
    /// @throws ConfigurationException when a setting is missing
    public static KafkaConfig from(Settings settings) {
        return new KafkaConfig(settings.text("kafka.bootstrap"), settings.text("kafka.group.instance", ""));
    }
}
