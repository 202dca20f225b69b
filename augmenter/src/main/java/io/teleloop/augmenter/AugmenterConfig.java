package io.teleloop.augmenter;

import io.teleloop.augmenter.plan.AugmentationPlan;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;

/// Settings of the augmenter and its commands.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka....` | | brokers and group, see [KafkaConfig] |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `plan` | `[]`, nothing | what is made of each episode, see [AugmentationPlan] |
/// | `management....` | port 9407 | health and metrics, see [ManagementConfig] |
public record AugmenterConfig(
        KafkaConfig kafka, StoreConfig store, AugmentationPlan plan, ManagementConfig management) {
    /// As settings and in the environment variables' names.
    public static final String SERVICE = "augmenter";

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static AugmenterConfig from(Settings settings) {
        AugmenterConfig config = new AugmenterConfig(
                KafkaConfig.from(settings),
                StoreConfig.from(settings),
                AugmentationPlan.parse(settings.text("plan", "[]")),
                ManagementConfig.from(settings, 9407));
        settings.rejectUnknown();
        return config;
    }
}
