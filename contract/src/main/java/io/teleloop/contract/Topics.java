package io.teleloop.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The Kafka topics: name, partitions and how long records are kept.
///
/// | topic | key | value |
/// |---|---|---|
/// | [#SAMPLES] | episode id | `EpisodeRecord`: opened, every sample, closed, in this order |
/// | [#STEPS] | episode id | `Step`, the durable replay log of every learner |
/// | [#EPISODES] | episode id + "/" + event | `EpisodeEvent` |
/// | [#POLICIES] | policy id | `PolicyPublished`: the newest version of each policy |
/// | | policy id + [#PIN_SUFFIX] | `PolicyPinned`: the version that robots run in place of it |
/// | [#TRAINING] | policy id | `TrainingProgress`: how a learner is doing |
/// | [#AUDIT] | robot id | who, what, decision (JSON) |
public enum Topics {
    SAMPLES("teleloop.samples", 8, Duration.ofHours(24), false),
    STEPS("teleloop.steps", 8, Duration.ofDays(7), false),
    EPISODES("teleloop.episodes", 1, Duration.ofDays(365), true),
    POLICIES("teleloop.policies", 1, Duration.ofDays(365), true),
    TRAINING("teleloop.training", 1, Duration.ofDays(7), false),
    AUDIT("teleloop.audit", 1, Duration.ofDays(90), false);

    /// Largest record that a producer may send and a consumer must take, bytes.
    public static final int MAX_RECORD_BYTES = 8 << 20;

    /// Ends the key of a record on [#POLICIES] that pins a version.
    public static final String PIN_SUFFIX = "/pin";

    private final String topic;
    private final int partitions;
    private final Duration retention;
    private final boolean compacted;

    Topics(String topic, int partitions, Duration retention, boolean compacted) {
        this.topic = topic;
        this.partitions = partitions;
        this.retention = retention;
        this.compacted = compacted;
    }

    public String topic() {
        return topic;
    }

    /// The default number of partitions: the upper bound of consumers that share the work.
    public int partitions() {
        return partitions;
    }

    /// The topic's settings as Kafka names them.
    public Map<String, String> settings() {
        if (compacted) {
            return Map.of("cleanup.policy", "compact", "max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        }
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "max.message.bytes",
                Integer.toString(MAX_RECORD_BYTES));
    }

    public static List<Topics> all() {
        return List.of(values());
    }
}
