package io.teleloop.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.kafka.KafkaConfig;
import io.teleloop.learning.algorithm.OffPolicyAlgorithm.Schedule;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import io.teleloop.trainer.learn.Rhythm;
import io.teleloop.trainer.publish.Retention;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "TELELOOP_TRAINER_KAFKA_BOOTSTRAP", "127.0.0.1:9092",
            "TELELOOP_TRAINER_S3_ENDPOINT", "http://127.0.0.1:9000",
            "TELELOOP_TRAINER_S3_ACCESS_KEY", "teleloop",
            "TELELOOP_TRAINER_S3_SECRET_KEY", "hush",
            "TELELOOP_TRAINER_TASK", "peg-insertion",
            "TELELOOP_TRAINER_ALGORITHM", "hil-serl"));

    @Test
    void defaultsShouldBeThese() {
        assertThat(load())
                .isEqualTo(new TrainerConfig(
                        new KafkaConfig("127.0.0.1:9092", ""),
                        Duration.ofSeconds(10),
                        new StoreConfig(
                                URI.create("http://127.0.0.1:9000"), "us-east-1", "teleloop", "teleloop", "hush"),
                        "peg-insertion",
                        new AlgorithmSettings.OffPolicy(
                                "hil-serl", List.of(128, 128), new Schedule(128, 2, 1, 100, 0, 8_000)),
                        "peg-insertion-hil-serl",
                        "",
                        1,
                        10,
                        false,
                        new Rhythm(500, Duration.ofSeconds(2), Duration.ofSeconds(30)),
                        new Retention(50, 100),
                        new ManagementConfig("127.0.0.1", 9404)));
    }

    @Test
    void everySettingShouldBeRead() {
        environment.putAll(Map.of(
                "TELELOOP_TRAINER_KAFKA_GROUP_INSTANCE", "trainer-0",
                "TELELOOP_TRAINER_LEADER_TIMEOUT", "6000",
                "TELELOOP_TRAINER_S3_REGION", "eu-1",
                "TELELOOP_TRAINER_S3_BUCKET", "robots",
                "TELELOOP_TRAINER_POLICY", "peg-2",
                "TELELOOP_TRAINER_BASE", "peg-bc",
                "TELELOOP_TRAINER_ALGORITHM", "resfit",
                "TELELOOP_TRAINER_SEED", "-7",
                "TELELOOP_TRAINER_DEMONSTRATIONS_MIN", "3"));
        environment.putAll(Map.of(
                "TELELOOP_TRAINER_DEMONSTRATIONS_GENERATED", "true",
                "TELELOOP_TRAINER_ALGORITHM_HIDDEN", "64,32",
                "TELELOOP_TRAINER_ALGORITHM_BATCH", "16",
                "TELELOOP_TRAINER_ALGORITHM_CRITIC_UPDATES", "2",
                "TELELOOP_TRAINER_ALGORITHM_UPDATES", "3",
                "TELELOOP_TRAINER_ALGORITHM_FIRST_TRANSITIONS", "50",
                "TELELOOP_TRAINER_ALGORITHM_OFFLINE_UPDATES", "20"));
        environment.putAll(Map.of(
                "TELELOOP_TRAINER_PUBLISH_UPDATES", "50",
                "TELELOOP_TRAINER_PUBLISH_INTERVAL", "100",
                "TELELOOP_TRAINER_CHECKPOINT_INTERVAL", "1000",
                "TELELOOP_TRAINER_VERSIONS_KEEP", "20",
                "TELELOOP_TRAINER_VERSIONS_MILESTONE", "5",
                "TELELOOP_TRAINER_MANAGEMENT_HOST", "0.0.0.0",
                "TELELOOP_TRAINER_MANAGEMENT_PORT", "0"));

        assertThat(load())
                .isEqualTo(new TrainerConfig(
                        new KafkaConfig("127.0.0.1:9092", "trainer-0"),
                        Duration.ofSeconds(6),
                        new StoreConfig(URI.create("http://127.0.0.1:9000"), "eu-1", "robots", "teleloop", "hush"),
                        "peg-insertion",
                        new AlgorithmSettings.OffPolicy(
                                "resfit", List.of(64, 32), new Schedule(16, 2, 3, 50, 8_000, 20)),
                        "peg-2",
                        "peg-bc",
                        -7,
                        3,
                        true,
                        new Rhythm(50, Duration.ofMillis(100), Duration.ofSeconds(1)),
                        new Retention(20, 5),
                        new ManagementConfig("0.0.0.0", 0)));
    }

    @Test
    void secretsShouldNotBePrinted() {
        assertThat(load().toString()).doesNotContain("hush");
    }

    @Test
    void aPolicyIdThatIsNoneShouldBeNamed() {
        environment.put("TELELOOP_TRAINER_POLICY", "Peg/1");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'policy' is 'Peg/1'");
    }

    @Test
    void aBaseOfItselfShouldBeRefused() {
        environment.put("TELELOOP_TRAINER_BASE", "peg-insertion-hil-serl");

        assertThatThrownBy(this::load).hasMessageContaining("'policy' and 'base' are both");
    }

    @Test
    void everyAlgorithmShouldBeMade() {
        for (String name : List.of("bc", "flow", "hg-dagger", "rlpd", "hil-serl", "rlif")) {
            environment.put("TELELOOP_TRAINER_ALGORITHM", name);

            assertThat(load().algorithm().create().name()).isEqualTo(name);
        }
    }

    @Test
    void anUnknownAlgorithmShouldBeNamedWithThoseThatThereAre() {
        environment.put("TELELOOP_TRAINER_ALGORITHM", "magic");

        assertThatThrownBy(this::load).hasMessageContaining("'magic'; give one of bc, flow, hg-dagger, hil-serl");
    }

    @Test
    void aNumberThatTheAlgorithmDoesNotHaveShouldBeRefused() {
        environment.put("TELELOOP_TRAINER_ALGORITHM_EPOCHS", "3");

        assertThatThrownBy(this::load).hasMessageContaining("knows no setting algorithm.epochs");
    }

    @Test
    void aResidualWithoutABaseShouldBeRefused() {
        environment.put("TELELOOP_TRAINER_ALGORITHM", "resfit");

        assertThatThrownBy(this::load).hasMessageContaining("name it by setting 'base'");
    }

    @Test
    void tooFewVersionsShouldBeRefused() {
        environment.put("TELELOOP_TRAINER_VERSIONS_KEEP", "19");

        assertThatThrownBy(this::load).hasMessageContaining("from 20");
    }

    private TrainerConfig load() {
        return TrainerConfig.from(Settings.load("trainer", environment));
    }
}
