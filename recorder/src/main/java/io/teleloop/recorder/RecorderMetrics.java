package io.teleloop.recorder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.teleloop.contract.MetricNames;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// What the recorder counts.
public final class RecorderMetrics {
    private static final String RESULT = "result";
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Duration[] SEAL_TIMES =
            IntStream.of(1, 2, 5, 10, 30, 60, 300).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer sealTime;
    private final Counter bytes;
    private final Counter repeated;
    private final Counter refused;
    private final Counter conflicts;

    public RecorderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.sealTime = Timer.builder(MetricNames.SEAL_TIME)
                .serviceLevelObjectives(SEAL_TIMES)
                .register(registry);
        this.bytes = registry.counter(MetricNames.BYTES_RECORDED);
        this.repeated = registry.counter(MetricNames.RECORDS_REPEATED);
        this.refused = registry.counter(MetricNames.RECORDS_REFUSED);
        this.conflicts = registry.counter(MetricNames.STORE_CONFLICTS);
        for (String result : new String[] {"sealed", "quarantined", "discarded"}) {
            registry.counter(MetricNames.EPISODES_STORED, RESULT, result);
        }
    }

    /// @param closedNs when the episode was closed, nanoseconds since the epoch
    public void stored(String result, long closedNs) {
        registry.counter(MetricNames.EPISODES_STORED, RESULT, result).increment();
        Instant closed = Instant.ofEpochSecond(closedNs / NANOS_PER_SECOND, closedNs % NANOS_PER_SECOND);
        // The two clocks may differ a little.
        long millis = Math.max(0, Duration.between(closed, Instant.now()).toMillis());
        sealTime.record(millis, TimeUnit.MILLISECONDS);
    }

    public void bytesTaken(int count) {
        bytes.increment(count);
    }

    public void recordRepeated() {
        repeated.increment();
    }

    public void recordRefused() {
        refused.increment();
    }

    public void storeConflict() {
        conflicts.increment();
    }

    public void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).register(registry);
    }
}
