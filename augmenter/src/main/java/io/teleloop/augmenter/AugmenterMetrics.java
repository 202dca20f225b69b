package io.teleloop.augmenter;

import io.micrometer.core.instrument.MeterRegistry;
import io.teleloop.augmentation.Augmenters;
import io.teleloop.augmenter.work.WorkCount;
import io.teleloop.contract.MetricNames;

/// What the augmenter counts, for each augmenter.
final class AugmenterMetrics implements WorkCount {
    private static final String AUGMENTER = "augmenter";

    private final MeterRegistry registry;

    AugmenterMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String name : Augmenters.names()) {
            registry.counter(MetricNames.EPISODES_GENERATED, AUGMENTER, name);
            registry.counter(MetricNames.GENERATION_ATTEMPTS, AUGMENTER, name);
            registry.counter(MetricNames.SOURCES_REFUSED, AUGMENTER, name);
        }
    }

    @Override
    public void attempted(String augmenter, boolean success) {
        registry.counter(MetricNames.GENERATION_ATTEMPTS, AUGMENTER, augmenter).increment();
        if (success) {
            registry.counter(MetricNames.EPISODES_GENERATED, AUGMENTER, augmenter)
                    .increment();
        }
    }

    @Override
    public void refused(String augmenter) {
        registry.counter(MetricNames.SOURCES_REFUSED, AUGMENTER, augmenter).increment();
    }
}
