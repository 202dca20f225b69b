package io.teleloop.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.teleloop.contract.MetricNames;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the trainer counts.
public final class TrainerMetrics {
    private static final String SOURCE = "source";
    private static final String REASON = "reason";
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final Counter published;
    private final Counter undecodable;
    private final Counter refused;
    private final Counter gone;
    private final Timer checkpointTime;
    private final Timer stepDelay;
    private volatile boolean leading;
    private volatile long newestVersionNs;
    private volatile long checkpointBytes;
    private volatile long lag;
    private volatile Learned learned = new Learned(0, 0, 0, 0);

    private record Learned(
            long transitions, long demonstrationTransitions, long updates, double updatesPerTransition) {}

    public TrainerMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.published = registry.counter(MetricNames.POLICIES_PUBLISHED);
        this.undecodable = registry.counter(MetricNames.EXPERIENCE_DROPPED, REASON, "undecodable");
        this.refused = registry.counter(MetricNames.EXPERIENCE_DROPPED, REASON, "refused");
        this.gone = registry.counter(MetricNames.EXPERIENCE_DROPPED, REASON, "gone");
        this.checkpointTime = registry.timer(MetricNames.CHECKPOINT_TIME);
        this.stepDelay = registry.timer(MetricNames.STEP_DELAY);
        gauge(registry, MetricNames.TRAINER_LEADING, () -> leading ? 1 : 0);
        gauge(registry, MetricNames.CHECKPOINT_SIZE, () -> checkpointBytes);
        gauge(registry, MetricNames.TRAINER_LAG, () -> lag);
        gauge(registry, MetricNames.UPDATES, () -> learned.updates());
        gauge(registry, MetricNames.UPDATES_PER_TRANSITION, () -> learned.updatesPerTransition());
        gauge(registry, MetricNames.WEIGHT_AGE, this::weightAge);
        gauge(registry, MetricNames.TRANSITIONS, () -> learned.transitions(), SOURCE, "online");
        gauge(registry, MetricNames.TRANSITIONS, () -> learned.demonstrationTransitions(), SOURCE, "demonstration");
    }

    public void leading(boolean now) {
        leading = now;
    }

    /// A record of the log that is no message.
    public void undecodable() {
        undecodable.increment();
    }

    /// A step or a demonstration that the learner cannot take.
    public void refused() {
        refused.increment();
    }

    /// Records that the topic keeps no more.
    public void gone(long count) {
        gone.increment((double) count);
    }

    /// A step that happened then is taken now.
    ///
    /// @param millis since the epoch
    public void stepTaken(long millis) {
        // The two clocks may differ a little.
        stepDelay.record(Math.max(0, clock.millis() - millis), TimeUnit.MILLISECONDS);
    }

    public void lag(long steps) {
        lag = steps;
    }

    public void learned(long transitions, long demonstrationTransitions, long updates, double updatesPerTransition) {
        learned = new Learned(transitions, demonstrationTransitions, updates, updatesPerTransition);
    }

    public void checkpointed(long bytes, Duration took) {
        checkpointBytes = bytes;
        checkpointTime.record(took);
    }

    /// A version was published now.
    public void published() {
        published.increment();
    }

    /// @param createdNs of the newest version, nanoseconds since the epoch
    public void newestVersion(long createdNs) {
        newestVersionNs = createdNs;
    }

    private double weightAge() {
        long since = newestVersionNs;
        return since == 0 ? 0 : (clock.millis() - since / NANOS_PER_MILLI) / MILLIS_PER_SECOND;
    }

    private static void gauge(MeterRegistry registry, String name, Supplier<Number> value, String... tags) {
        Gauge.builder(name, value).tags(tags).register(registry);
    }
}
