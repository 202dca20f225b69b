package io.teleloop.gateway.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.teleloop.contract.MetricNames;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.Rejection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/// What is counted of robots and operators.
public final class FleetMetrics {
    private final MeterRegistry registry;
    private final GatewayClock clock;
    /// By robot.
    private final Map<String, PolicyCard> policies = new ConcurrentHashMap<>();
    private final AtomicInteger robots;
    private final AtomicInteger operators;

    public FleetMetrics(MeterRegistry registry, GatewayClock clock) {
        this.registry = registry;
        this.clock = clock;
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

    void intervened(String robot) {
        registry.counter(MetricNames.POLICY_INTERVENTIONS, "robot", robot).increment();
    }

    void policyRefused(String robot) {
        registry.counter(MetricNames.POLICY_REFUSALS, "robot", robot).increment();
    }

    void policyTime(String robot, long ns) {
        Timer.builder(MetricNames.POLICY_TIME)
                .tag("robot", robot)
                .publishPercentileHistogram()
                .register(registry)
                .record(Duration.ofNanos(ns));
    }

    void policyRuns(String robot, PolicyCard card) {
        policies.put(robot, card);
        policyGauge(MetricNames.POLICY_VERSION, robot, PolicyCard::policyVersion);
        policyGauge(MetricNames.POLICY_AGE, robot, running -> (clock.nowNs() - running.createdNs()) / 1e9);
    }

    void policyEnded(String robot) {
        policies.remove(robot);
    }

    /// Registering it again changes nothing.
    private void policyGauge(String name, String robot, ToDoubleFunction<PolicyCard> value) {
        Gauge.builder(name, () -> {
                    PolicyCard card = policies.get(robot);
                    return card == null ? 0 : value.applyAsDouble(card);
                })
                .tag("robot", robot)
                .register(registry);
    }

    void tickLate(String robot) {
        registry.counter(MetricNames.TICKS_LATE, "robot", robot).increment();
    }
}
