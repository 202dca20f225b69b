package io.teleloop.recorder;

import io.teleloop.kafka.KafkaConfig;
import io.teleloop.recorder.intake.IntakeLimits;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of the recorder.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka....` | | Kafka, see [KafkaConfig] |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `spool.dir` | folder `teleloop-recorder` of the temporary folder | episodes that are being written |
/// | `spool.max.bytes` | 8 GiB | room for them |
/// | `episodes.open.max` | 64 | episodes that are written at a time; each takes about 2 MiB of memory |
/// | `abandon.after` | 21600000 | milliseconds without a record that end an episode |
/// | `management....` | port 9402 | health and metrics, see [ManagementConfig] |
public record RecorderConfig(
        KafkaConfig kafka,
        StoreConfig store,
        Path spoolDir,
        IntakeLimits limits,
        Duration abandonAfter,
        ManagementConfig management) {
    private static final long MIB = 1L << 20;

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static RecorderConfig from(Settings settings) {
        RecorderConfig config = new RecorderConfig(
                KafkaConfig.from(settings),
                StoreConfig.from(settings),
                settings.path("spool.dir", Path.of(System.getProperty("java.io.tmpdir"), "teleloop-recorder")),
                new IntakeLimits(
                        settings.integer("episodes.open.max", 64, 1, 10_000),
                        settings.number("spool.max.bytes", 8192 * MIB, MIB, Long.MAX_VALUE)),
                settings.millis("abandon.after", Duration.ofHours(6)),
                ManagementConfig.from(settings, 9402));
        settings.rejectUnknown();
        return config;
    }
}
