package io.teleloop.gateway.fleet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.teleloop.contract.MetricNames;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.Rejection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What is counted of robots and operators. Thread-safe.
public final class FleetMetrics {
    static final String EMERGENCY = "emergency";
    static final String WAITING = "waiting";

    private static final String ROBOT = "robot";
    private static final String REASON = "reason";
    private static final double NANOS_PER_MILLI = 1e6;
    /// What is promised of a command's age; histograms have a bucket that ends there.
    private static final Duration PROMPT = Duration.ofMillis(150);

    private static final Duration[] VIDEO_AGES = IntStream.of(50, 100, 150, 200, 300, 400, 500, 1000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);
    /// Clients measure by clocks that differ a little, and may tell anything.
    private static final double OLDEST_PICTURE_MS = 60_000;

    private final MeterRegistry registry;
    private final GatewayClock clock;
    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final AtomicInteger operators;
    private final MultiGauge policyVersion;
    private final MultiGauge policyAge;
    /// By robot; empty while none drives. Guarded by this.
    private final Map<String, Optional<PolicyCard>> policies = new TreeMap<>();

    public FleetMetrics(MeterRegistry registry, GatewayClock clock) {
        this.registry = registry;
        this.clock = clock;
        operators = registry.gauge(MetricNames.OPERATORS_CONNECTED, new AtomicInteger());
        policyVersion = MultiGauge.builder(MetricNames.POLICY_VERSION).register(registry);
        policyAge = MultiGauge.builder(MetricNames.POLICY_AGE).register(registry);
    }

    static String label(ControlState.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /// Registers what is counted of a robot before any of it happens.
    void robotKnown(String robot) {
        Gauge.builder(MetricNames.ROBOT_CONNECTED, () -> connected.contains(robot) ? 1 : 0)
                .tag(ROBOT, robot)
                .register(registry);
        counter(MetricNames.COMMANDS_ACCEPTED, robot);
        counter(MetricNames.POLICY_INTERVENTIONS, robot);
        counter(MetricNames.POLICY_REFUSALS, robot);
        counter(MetricNames.TICKS_LATE, robot);
        for (Rejection reason : Rejection.values()) {
            rejections(robot, reason);
        }
        stops(robot, EMERGENCY);
        stops(robot, WAITING);
        for (ControlState.Cause cause : ControlState.Cause.values()) {
            stops(robot, label(cause));
        }
        commandAges(robot);
        videoAges(robot);
        policyTimes(robot);
        policyEnded(robot);
    }

    void robotConnected(String robot, Collection<String> streams) {
        streams.forEach(stream -> losses(robot, stream));
        connected.add(robot);
    }

    void robotLost(String robot) {
        connected.remove(robot);
    }

    void operatorJoined() {
        operators.incrementAndGet();
    }

    void operatorLeft() {
        operators.decrementAndGet();
    }

    void accepted(String robot) {
        counter(MetricNames.COMMANDS_ACCEPTED, robot).increment();
    }

    void rejected(String robot, Rejection reason) {
        rejections(robot, reason).increment();
    }

    void commandAge(String robot, double ms) {
        commandAges(robot).record((long) (ms * NANOS_PER_MILLI), TimeUnit.NANOSECONDS);
    }

    void videoAge(String robot, double ms) {
        double bounded = Math.clamp(ms, 0, OLDEST_PICTURE_MS);
        videoAges(robot).record((long) (bounded * NANOS_PER_MILLI), TimeUnit.NANOSECONDS);
    }

    void samplesLost(String robot, String stream, long missing) {
        losses(robot, stream).increment((double) missing);
    }

    void stopped(String robot, String reason) {
        stops(robot, reason).increment();
    }

    void intervened(String robot) {
        counter(MetricNames.POLICY_INTERVENTIONS, robot).increment();
    }

    void policyRefused(String robot) {
        counter(MetricNames.POLICY_REFUSALS, robot).increment();
    }

    void policyTime(String robot, long ns) {
        policyTimes(robot).record(ns, TimeUnit.NANOSECONDS);
    }

    void policyRuns(String robot, PolicyCard card) {
        showPolicy(robot, Optional.of(card));
    }

    void policyEnded(String robot) {
        showPolicy(robot, Optional.empty());
    }

    void tickLate(String robot) {
        counter(MetricNames.TICKS_LATE, robot).increment();
    }

    /// The policy's id is a label, so another policy means another row.
    private synchronized void showPolicy(String robot, Optional<PolicyCard> driving) {
        policies.put(robot, driving);
        policyVersion.register(rows(PolicyCard::policyVersion), true);
        policyAge.register(rows(card -> (clock.nowNs() - card.createdNs()) / 1e9), true);
    }

    private List<MultiGauge.Row<?>> rows(ToDoubleFunction<PolicyCard> value) {
        return policies.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        Tags.of(
                                ROBOT,
                                entry.getKey(),
                                "policy",
                                entry.getValue().map(PolicyCard::policyId).orElse("")),
                        () -> entry.getValue().map(value::applyAsDouble).orElse(0.0)))
                .toList();
    }

    private Counter counter(String name, String robot) {
        return registry.counter(name, ROBOT, robot);
    }

    private Counter rejections(String robot, Rejection reason) {
        return registry.counter(MetricNames.COMMANDS_REJECTED, ROBOT, robot, REASON, reason.label());
    }

    private Counter stops(String robot, String reason) {
        return registry.counter(MetricNames.STOPS, ROBOT, robot, REASON, reason);
    }

    private Counter losses(String robot, String stream) {
        return registry.counter(MetricNames.SAMPLES_LOST, ROBOT, robot, "stream", stream);
    }

    private Timer commandAges(String robot) {
        return Timer.builder(MetricNames.COMMAND_AGE)
                .tag(ROBOT, robot)
                .publishPercentileHistogram()
                .serviceLevelObjectives(PROMPT)
                .register(registry);
    }

    private Timer videoAges(String robot) {
        return Timer.builder(MetricNames.VIDEO_AGE)
                .tag(ROBOT, robot)
                .serviceLevelObjectives(VIDEO_AGES)
                .register(registry);
    }

    private Timer policyTimes(String robot) {
        return Timer.builder(MetricNames.POLICY_TIME)
                .tag(ROBOT, robot)
                .publishPercentileHistogram()
                .register(registry);
    }
}
