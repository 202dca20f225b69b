package io.teleloop.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.kafka.KafkaConfig;
import io.teleloop.recorder.intake.IntakeLimits;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "TELELOOP_RECORDER_KAFKA_BOOTSTRAP", "127.0.0.1:9092",
            "TELELOOP_RECORDER_S3_ENDPOINT", "http://127.0.0.1:9000",
            "TELELOOP_RECORDER_S3_ACCESS_KEY", "teleloop",
            "TELELOOP_RECORDER_S3_SECRET_KEY", "hush"));

    @Test
    void defaultsShouldBeThese() {
        assertThat(load())
                .isEqualTo(new RecorderConfig(
                        new KafkaConfig("127.0.0.1:9092", ""),
                        new StoreConfig(
                                URI.create("http://127.0.0.1:9000"), "us-east-1", "teleloop", "teleloop", "hush"),
                        Path.of(System.getProperty("java.io.tmpdir"), "teleloop-recorder"),
                        new IntakeLimits(64, 8L << 30),
                        Duration.ofHours(6),
                        new ManagementConfig("127.0.0.1", 9402)));
    }

    @Test
    void everySettingShouldBeRead(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "from file\n");
        environment.remove("TELELOOP_RECORDER_S3_SECRET_KEY");
        environment.putAll(Map.of(
                "TELELOOP_RECORDER_S3_SECRET_KEY_FILE", secret.toString(),
                "TELELOOP_RECORDER_KAFKA_GROUP_INSTANCE", "recorder-3",
                "TELELOOP_RECORDER_S3_REGION", "eu-1",
                "TELELOOP_RECORDER_S3_BUCKET", "robots",
                "TELELOOP_RECORDER_SPOOL_DIR", "/var/spool/recorder",
                "TELELOOP_RECORDER_SPOOL_MAX_BYTES", "2000000",
                "TELELOOP_RECORDER_EPISODES_OPEN_MAX", "5",
                "TELELOOP_RECORDER_ABANDON_AFTER", "1500",
                "TELELOOP_RECORDER_MANAGEMENT_HOST", "0.0.0.0",
                "TELELOOP_RECORDER_MANAGEMENT_PORT", "0"));

        assertThat(load())
                .isEqualTo(new RecorderConfig(
                        new KafkaConfig("127.0.0.1:9092", "recorder-3"),
                        new StoreConfig(URI.create("http://127.0.0.1:9000"), "eu-1", "robots", "teleloop", "from file"),
                        Path.of("/var/spool/recorder"),
                        new IntakeLimits(5, 2_000_000),
                        Duration.ofMillis(1500),
                        new ManagementConfig("0.0.0.0", 0)));
    }

    @Test
    void secretsShouldNotBePrinted() {
        assertThat(load().toString()).doesNotContain("hush");
    }

    @Test
    void endpointThatIsNoUrlShouldBeNamed() {
        environment.put("TELELOOP_RECORDER_S3_ENDPOINT", "localhost");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'s3.endpoint' is 'localhost'");
    }

    private RecorderConfig load() {
        return RecorderConfig.from(Settings.load("recorder", environment));
    }
}
