package io.teleloop.contract;

/// Every metric that a service exposes of its own, once; what all of them share, the management port adds.
/// Names are Micrometer's (dots); Prometheus sees underscores and unit suffixes. A meter is registered when its service
/// starts or its robot becomes known, so that what has never happened reads zero.
public final class MetricNames {
    /// Tags: `robot`, `reason`. Command packets that were not obeyed.
    public static final String COMMANDS_REJECTED = "teleloop.gateway.commands.rejected";
    /// Tag: `robot`. Command packets that were obeyed.
    public static final String COMMANDS_ACCEPTED = "teleloop.gateway.commands.accepted";
    /// Tag: `robot`. Age of the newest command when it is used, seconds.
    public static final String COMMAND_AGE = "teleloop.gateway.command.age";
    /// Tags: `robot`, `stream`. Readings that were lost before they reached the recording.
    public static final String SAMPLES_LOST = "teleloop.gateway.samples.lost";
    /// Tag: `robot`. From the camera's exposure to the operator's screen as clients measure it, seconds.
    public static final String VIDEO_AGE = "teleloop.gateway.video.age";
    /// Tag: `robot`. 1 while the robot is connected, else 0.
    public static final String ROBOT_CONNECTED = "teleloop.gateway.robot.connected";
    /// Operator sessions that are open now.
    public static final String OPERATORS_CONNECTED = "teleloop.gateway.operators.connected";
    /// Tags: `robot`, `reason`. Holds and stops by the watchdog, emergency stops.
    public static final String STOPS = "teleloop.gateway.stops";
    /// 1 while Kafka takes records, else 0.
    public static final String STREAM_UP = "teleloop.gateway.stream.up";
    /// Bytes that wait on disk for Kafka.
    public static final String SPOOL_BYTES = "teleloop.gateway.spool.bytes";
    /// Bytes that may wait on disk for Kafka.
    public static final String SPOOL_LIMIT = "teleloop.gateway.spool.limit";
    /// Records that had no room on the spool.
    public static final String SPOOL_REFUSED = "teleloop.gateway.spool.refused";
    /// Records that Kafka will never take, so that they are in no recording.
    public static final String RECORDS_LOST = "teleloop.gateway.records.lost";
    /// Control ticks that came late by more than half a period.
    public static final String TICKS_LATE = "teleloop.gateway.ticks.late";
    /// Tag: `robot`. Times that an operator took over from a policy.
    public static final String POLICY_INTERVENTIONS = "teleloop.gateway.policy.interventions";
    /// Tag: `robot`. Policies, or versions of one, that may not drive the robot.
    public static final String POLICY_REFUSALS = "teleloop.gateway.policy.refusals";
    /// Tag: `robot`. From observation to action, seconds.
    public static final String POLICY_TIME = "teleloop.gateway.policy.time";
    /// Tags: `robot`, `policy` (its id, empty for none). Version of the policy that drives, 0 for none.
    public static final String POLICY_VERSION = "teleloop.gateway.policy.version";
    /// Tags: `robot`, `policy` (its id, empty for none). Age of the weights that drive, seconds.
    public static final String POLICY_AGE = "teleloop.gateway.policy.age";

    /// Tag: `result` (sealed, quarantined, discarded).
    public static final String EPISODES_STORED = "teleloop.recorder.episodes";
    /// From the closed record to the sealed event, seconds.
    public static final String SEAL_TIME = "teleloop.recorder.seal.time";
    /// Bytes of sample data written.
    public static final String BYTES_RECORDED = "teleloop.recorder.bytes";
    /// Records that were delivered before and dropped.
    public static final String RECORDS_REPEATED = "teleloop.recorder.records.repeated";
    /// Records that no episode can be found for: their key is no episode id.
    public static final String RECORDS_REFUSED = "teleloop.recorder.records.refused";
    /// Episodes that were stored before with other bytes: the first ones stay.
    public static final String STORE_CONFLICTS = "teleloop.recorder.store.conflicts";
    /// Bytes of episodes that wait on disk.
    public static final String RECORDER_SPOOL_BYTES = "teleloop.recorder.spool.bytes";
    /// Bytes of episodes that may wait on disk.
    public static final String RECORDER_SPOOL_LIMIT = "teleloop.recorder.spool.limit";
    /// 1 while the store takes episodes, else 0.
    public static final String STORE_UP = "teleloop.recorder.store.up";
    /// Records of the samples topic that wait to be read.
    public static final String RECORDER_LAG = "teleloop.recorder.lag";
    /// Episodes that are being written now.
    public static final String EPISODES_OPEN = "teleloop.recorder.episodes.open";

    // All of a trainer's have the tag `policy`: the id that it learns.

    /// 1 while this worker leads its policy id, else 0.
    public static final String TRAINER_LEADING = "teleloop.trainer.leading";
    /// Tag: `source` (online, demonstration). Transitions that the learner has taken.
    public static final String TRANSITIONS = "teleloop.trainer.transitions";
    /// Updates of the weights since the policy id began.
    public static final String UPDATES = "teleloop.trainer.updates";
    /// Updates for each online transition.
    public static final String UPDATES_PER_TRANSITION = "teleloop.trainer.updates.per.transition";
    /// Records of the steps topic that wait to be read.
    public static final String TRAINER_LAG = "teleloop.trainer.lag";
    /// From a step to the learner that takes it, seconds.
    public static final String STEP_DELAY = "teleloop.trainer.step.delay";
    /// Tag: `reason` (undecodable, refused, gone). Steps and demonstrations that were not learned from.
    public static final String EXPERIENCE_DROPPED = "teleloop.trainer.experience.dropped";
    /// Versions that this worker published.
    public static final String POLICIES_PUBLISHED = "teleloop.trainer.policies.published";
    /// Since the newest version was published, seconds.
    public static final String WEIGHT_AGE = "teleloop.trainer.weight.age";
    /// From taking a checkpoint to its arrival in the store, seconds.
    public static final String CHECKPOINT_TIME = "teleloop.trainer.checkpoint.time";
    /// Of the newest checkpoint, bytes.
    public static final String CHECKPOINT_SIZE = "teleloop.trainer.checkpoint.size";

    /// Tag: `query`. From a question to the rows to its answer, seconds.
    public static final String CATALOGUE_QUERY_TIME = "teleloop.catalogue.query.time";
    /// Tag: `query`. Questions that got no answer, because database or store did not give one.
    public static final String CATALOGUE_QUERY_FAILURES = "teleloop.catalogue.query.failures";
    /// Events that cannot be read, and are in no row.
    public static final String CATALOGUE_EVENTS_REFUSED = "teleloop.catalogue.events.refused";
    /// Tag: `query`. From a question about data sets to its answer, seconds.
    public static final String DATASETS_QUERY_TIME = "teleloop.datasets.query.time";
    /// Tag: `query`. Questions that got no answer, because the store did not give one.
    public static final String DATASETS_QUERY_FAILURES = "teleloop.datasets.query.failures";
    /// Tag: `augmenter`. Episodes that were generated.
    public static final String EPISODES_GENERATED = "teleloop.augmenter.episodes";
    /// Tag: `augmenter`. Attempts at one; those that failed left nothing behind.
    public static final String GENERATION_ATTEMPTS = "teleloop.augmenter.attempts";
    /// Tag: `augmenter`. Episodes from which nothing can be generated.
    public static final String SOURCES_REFUSED = "teleloop.augmenter.sources.refused";

    // Of every service that handles a topic's records one by one; tag `group`: its consumer group.

    /// Records that wait to be handled, as far as is known.
    public static final String GROUP_LAG = "teleloop.group.lag";
    /// Handlings that failed and were tried again.
    public static final String GROUP_FAILURES = "teleloop.group.failures";

    /// Tag: `labeler`. What a labeler needs for an episode whose steps lie in memory, seconds.
    public static final String LABELING_TIME = "teleloop.labeler.time";
    /// Tag: `labeler`. Episodes on which a labeler failed, so that it says nothing of them.
    public static final String LABELING_FAILED = "teleloop.labeler.failed";
    /// Sealed episodes, or announcements of them, that could not be read and have no labels.
    public static final String LABELING_REFUSED = "teleloop.labeler.refused";

    private MetricNames() {}
}
