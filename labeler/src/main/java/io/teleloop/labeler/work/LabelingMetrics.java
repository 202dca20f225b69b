package io.teleloop.labeler.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.contract.MetricNames;
import io.teleloop.labeler.Labeler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the labeler counts.
public final class LabelingMetrics {
    private static final String LABELER = "labeler";

    private final MeterRegistry registry;
    private final Counter refused;

    public LabelingMetrics(MeterRegistry registry, List<Labeler> labelers) {
        this.registry = registry;
        this.refused = registry.counter(MetricNames.LABELING_REFUSED);
        for (Labeler labeler : labelers) {
            registry.timer(MetricNames.LABELING_TIME, LABELER, labeler.name());
            registry.counter(MetricNames.LABELING_FAILED, LABELER, labeler.name());
        }
    }

    void labeled(Labeler labeler, long nanos) {
        registry.timer(MetricNames.LABELING_TIME, LABELER, labeler.name()).record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(Labeler labeler) {
        registry.counter(MetricNames.LABELING_FAILED, LABELER, labeler.name()).increment();
    }

    void refused() {
        refused.increment();
    }
}
