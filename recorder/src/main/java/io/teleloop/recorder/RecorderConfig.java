package io.teleloop.recorder;

import io.teleloop.recorder.intake.IntakeLimits;
import io.teleloop.recorder.store.StoreConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of the recorder.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka.bootstrap` | | brokers |
/// | `kafka.group.instance` | none | name of this member that outlives it: a restart then waits for no session |
/// | `s3.endpoint` | | URL of the store |
/// | `s3.region` | us-east-1 | |
/// | `s3.bucket` | teleloop | |
/// | `s3.access.key`, `s3.access.key.file` | | the key, or the file that holds it |
/// | `s3.secret.key`, `s3.secret.key.file` | | the secret, or the file that holds it |
/// | `spool.dir` | folder `teleloop-recorder` of the temporary folder | episodes that are being written |
/// | `spool.max.bytes` | 8 GiB | room for them |
/// | `episodes.open.max` | 64 | episodes that are written at a time; each takes about 2 MiB of memory |
/// | `abandon.after` | 21600000 | milliseconds without a record that end an episode |
/// | `management.host`, `management.port` | 127.0.0.1, 9402 | health and metrics |
///
/// @param groupInstance empty for none
public record RecorderConfig(
        String bootstrap,
        String groupInstance,
        StoreConfig store,
        Path spoolDir,
        IntakeLimits limits,
        Duration abandonAfter,
        String managementHost,
        int managementPort) {
    private static final int LARGEST_PORT = 65535;
    private static final long MIB = 1L << 20;

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static RecorderConfig from(Settings settings) {
        RecorderConfig config = new RecorderConfig(
                settings.text("kafka.bootstrap"),
                settings.text("kafka.group.instance", ""),
                new StoreConfig(
                        endpoint(settings.text("s3.endpoint")),
                        settings.text("s3.region", "us-east-1"),
                        settings.text("s3.bucket", "teleloop"),
                        secret(settings, "s3.access.key"),
                        secret(settings, "s3.secret.key")),
                settings.path("spool.dir", Path.of(System.getProperty("java.io.tmpdir"), "teleloop-recorder")),
                new IntakeLimits(
                        settings.integer("episodes.open.max", 64, 1, 10_000),
                        settings.number("spool.max.bytes", 8192 * MIB, MIB, Long.MAX_VALUE)),
                settings.millis("abandon.after", Duration.ofHours(6)),
                settings.text("management.host", "127.0.0.1"),
                settings.integer("management.port", 9402, 0, LARGEST_PORT));
        settings.rejectUnknown();
        return config;
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = new URI(text);
            if (endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ConfigurationException(
                "setting 's3.endpoint' is '" + text + "'; give a URL such as http://127.0.0.1:9000");
    }

    private static String secret(Settings settings, String key) {
        String file = settings.text(key + ".file", "");
        if (file.isEmpty()) {
            return settings.text(key);
        }
        if (!settings.text(key, "").isEmpty()) {
            throw new ConfigurationException("settings '" + key + "' and '" + key + ".file' are both given; give one");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigurationException("the file " + file + " of setting '" + key + ".file' cannot be read", e);
        }
    }
}
