package io.teleloop.gateway.fleet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.teleloop.contract.MetricNames;
import io.teleloop.gateway.control.Rejection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted of robots and operators.
public final class FleetMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger robots;
    private final AtomicInteger operators;

    public FleetMetrics(MeterRegistry registry) {
        this.registry = registry;
        robots = gauge(MetricNames.ROBOTS_CONNECTED);
        operators = gauge(MetricNames.OPERATORS_CONNECTED);
    }

    private AtomicInteger gauge(String name) {
        AtomicInteger value = new AtomicInteger();
        registry.gauge(name, value);
        return value;
    }

    void robotConnected() {
        robots.incrementAndGet();
    }

    void robotLost() {
        robots.decrementAndGet();
    }

    void operatorJoined() {
        operators.incrementAndGet();
    }

    void operatorLeft() {
        operators.decrementAndGet();
    }

    void accepted(String robot) {
        registry.counter(MetricNames.COMMANDS_ACCEPTED, "robot", robot).increment();
    }

    void rejected(String robot, Rejection reason) {
        registry.counter(MetricNames.COMMANDS_REJECTED, "robot", robot, "reason", reason.label())
                .increment();
    }

    void commandAge(String robot, double ms) {
        Timer.builder(MetricNames.COMMAND_AGE)
                .tag("robot", robot)
                .publishPercentileHistogram()
                .register(registry)
                .record(Duration.ofNanos((long) (ms * 1e6)));
    }

    void samplesLost(String robot, String stream, long missing) {
        registry.counter(MetricNames.SAMPLES_LOST, "robot", robot, "stream", stream)
                .increment((double) missing);
    }

    void stopped(String robot, String reason) {
        registry.counter(MetricNames.STOPS, "robot", robot, "reason", reason).increment();
    }

    void tickLate(String robot) {
        registry.counter(MetricNames.TICKS_LATE, "robot", robot).increment();
    }
}
