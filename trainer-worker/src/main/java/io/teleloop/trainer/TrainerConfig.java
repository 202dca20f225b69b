package io.teleloop.trainer;

import io.teleloop.kafka.KafkaConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import io.teleloop.trainer.learn.Rhythm;
import io.teleloop.trainer.publish.Retention;
import java.time.Duration;
import java.util.regex.Pattern;

/// Settings of the trainer. One process learns one policy id: a task by an algorithm.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `kafka....` | | Kafka, see [KafkaConfig] |
/// | `leader.timeout` | 10000 | milliseconds without a sign of life after which another worker leads |
/// | `s3....` | | the store, see [StoreConfig] |
/// | `task` | | the task to learn, as in the robot's description |
/// | `algorithm`, `algorithm.*` | | how to learn it, see [AlgorithmSettings] |
/// | `policy` | task-algorithm | policy id to publish under |
/// | `base` | none | policy id of the frozen policy that a residual corrects |
/// | `seed` | 1 | of all random numbers |
/// | `demonstrations.min` | 10 | demonstrations before learning starts |
/// | `demonstrations.generated` | false | whether generated episodes count as demonstrations |
/// | `publish.updates` | 500 | updates from one version to the next |
/// | `publish.interval` | 2000 | milliseconds from one version to the next, at least |
/// | `checkpoint.interval` | 30000 | milliseconds from one checkpoint to the next |
/// | `versions.keep` | 50 | newest versions that stay in the store, 20 or more |
/// | `versions.milestone` | 100 | of the older ones, every so manyth stays |
/// | `management....` | port 9404 | health and metrics, see [ManagementConfig] |
///
/// @param base empty for none
public record TrainerConfig(
        KafkaConfig kafka,
        Duration leaderTimeout,
        StoreConfig store,
        String task,
        AlgorithmSettings algorithm,
        String policy,
        String base,
        long seed,
        int demonstrations,
        boolean generatedDemonstrations,
        Rhythm rhythm,
        Retention retention,
        ManagementConfig management) {
    private static final int MOST = 1_000_000;
    private static final Pattern POLICY_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public TrainerConfig {
        requirePolicyId("policy", policy);
        if (!base.isEmpty()) {
            requirePolicyId("base", base);
        }
        if (base.equals(policy)) {
            throw new ConfigurationException("settings 'policy' and 'base' are both '" + base + "'; a residual is"
                    + " published under another policy id than its base");
        }
        if (algorithm.needsBase() == base.isEmpty()) {
            throw new ConfigurationException(
                    base.isEmpty()
                            ? "algorithm " + algorithm.name() + " corrects a frozen policy; name it by setting 'base'"
                            : "algorithm " + algorithm.name() + " acts alone; leave setting 'base' out");
        }
    }

    /// @throws ConfigurationException when a setting is missing, unknown or out of range
    public static TrainerConfig from(Settings settings) {
        String task = settings.text("task");
        AlgorithmSettings algorithm = AlgorithmSettings.from(settings);
        TrainerConfig config = new TrainerConfig(
                KafkaConfig.from(settings),
                settings.millis("leader.timeout", Duration.ofSeconds(10)),
                StoreConfig.from(settings),
                task,
                algorithm,
                settings.text("policy", task + "-" + algorithm.name()),
                settings.text("base", ""),
                settings.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                settings.integer("demonstrations.min", 10, 1, MOST),
                settings.flag("demonstrations.generated", false),
                new Rhythm(
                        settings.integer("publish.updates", 500, 1, MOST),
                        settings.millis("publish.interval", Duration.ofSeconds(2)),
                        settings.millis("checkpoint.interval", Duration.ofSeconds(30))),
                new Retention(
                        settings.integer("versions.keep", 50, Retention.FEWEST, MOST),
                        settings.integer("versions.milestone", 100, 1, MOST)),
                ManagementConfig.from(settings, 9404));
        settings.rejectUnknown();
        return config;
    }

    private static void requirePolicyId(String setting, String id) {
        if (!POLICY_ID.matcher(id).matches()) {
            throw new ConfigurationException("setting '" + setting + "' is '" + id
                    + "'; give up to 63 lower case letters, digits and dashes, beginning with a letter or digit");
        }
    }
}
