package io.teleloop.gateway.autonomy;

import io.teleloop.contract.Streams;
import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.gateway.control.PolicyAction;
import io.teleloop.gateway.control.PolicyAnswer;
import io.teleloop.gateway.observation.Observation;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyDecision;
import io.teleloop.policy.PolicyFaultException;
import io.teleloop.policy.PolicyRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One version of a policy, ready to drive one robot: proved to fit it and to be fast enough. Not thread-safe, but it
/// may be opened and closed on other threads than the one that asks it.
public final class FittedPolicy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FittedPolicy.class);
    private static final int PROBES = 5;
    private static final int MOST_SLOW = 3;
    private static final double RATE_TOLERANCE = 0.01;

    private final PolicyRunner runner;
    private final ActionMapping actions;
    private final ObservationReader reader;
    private final PolicyPace pace;
    private int slow;

    private FittedPolicy(PolicyRunner runner, ActionMapping actions, ObservationReader reader, PolicyPace pace) {
        this.runner = runner;
        this.actions = actions;
        this.reader = reader;
        this.pace = pace;
    }

    /// Loads a policy and lets it decide a few times; takes its time.
    ///
    /// @param robot that it shall drive
    /// @param rateHz of the control ticks
    /// @param explores whether it may try what it is not sure of
    /// @throws PolicyFaultException when it does not fit the robot, cannot be run or is too slow
    public static FittedPolicy open(
            PolicyBundle bundle, RobotDescription robot, double rateHz, Exploration explores, PolicyPace pace) {
        PolicyCard card = bundle.card();
        ObservationReader reader = new ObservationReader(card.observation());
        ActionMapping actions = fit(card, reader, robot, rateHz);
        FittedPolicy policy = new FittedPolicy(explores.open(bundle), actions, reader, pace);
        try {
            policy.requirePace();
            return policy;
        } catch (PolicyFaultException e) {
            policy.close();
            throw e;
        }
    }

    private static ActionMapping fit(PolicyCard card, ObservationReader reader, RobotDescription robot, double rateHz) {
        List<String> problems = new ArrayList<>();
        if (!card.task().equals(robot.getTask())) {
            problems.add("it was trained for task '" + card.task() + "', the robot's is '" + robot.getTask() + "'");
        }
        if (Math.abs(card.controlRateHz() - rateHz) > RATE_TOLERANCE * rateHz) {
            problems.add("it was trained at " + card.controlRateHz() + " Hz, the gateway ticks at " + rateHz + " Hz");
        }
        Set<String> seen = robot.getStreamsList().stream()
                .map(StreamDescription::getName)
                .filter(stream -> !Streams.isCamera(stream))
                .collect(Collectors.toSet());
        reader.streams().stream()
                .filter(stream -> !seen.contains(stream))
                .sorted()
                .forEach(stream -> problems.add("it observes stream '" + stream + "', which the robot does not have"));
        ActionMapping actions = null;
        try {
            actions = new ActionMapping(card.action(), robot.getActionSpace());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        if (actions == null || !problems.isEmpty()) {
            throw new PolicyFaultException("policy " + card.name() + " does not fit robot '" + robot.getRobotId()
                    + "': " + String.join("; ", problems));
        }
        return actions;
    }

    /// A slow network would delay every robot on the event loop: it is found out before it is asked there.
    private void requirePace() {
        float[] nothing = new float[reader.size()];
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < PROBES; i++) {
            runner.reset();
            long before = pace.nowNs();
            runner.act(nothing);
            fastest = Math.min(fastest, pace.nowNs() - before);
        }
        runner.reset();
        if (fastest > pace.budgetNs()) {
            throw new PolicyFaultException(tooSlow(fastest));
        }
    }

    private String tooSlow(long tookNs) {
        return "policy %s takes %.1f ms to decide, %.1f ms are allowed"
                .formatted(card().name(), tookNs / 1e6, pace.budgetNs() / 1e6);
    }

    public PolicyCard card() {
        return runner.card();
    }

    /// What it wants at a tick. It is refused for good when its decision is no action or it was too slow three times in
    /// a row.
    public PolicyAnswer decide(Observation seen) {
        try {
            List<Reading> readings = seen.readings();
            Optional<float[]> observation = reader.read(readings);
            if (observation.isEmpty()) {
                return new PolicyAnswer.NotNow(
                        "policy " + card().name() + " needs fresh readings of " + String.join(", ", missing(readings)));
            }
            long before = pace.nowNs();
            PolicyDecision decision = runner.act(observation.get());
            long took = pace.nowNs() - before;
            pace.took(took);
            slow = took > pace.budgetNs() ? slow + 1 : 0;
            if (slow == MOST_SLOW) {
                return new PolicyAnswer.Refused(tooSlow(took) + ", and did so " + MOST_SLOW + " times in a row");
            }
            return new PolicyAnswer.Decided(new PolicyAction(
                    card().name(),
                    actions.toRobot(decision.action()),
                    decision.baseAction().length == 0 ? new float[0] : actions.toRobot(decision.baseAction())));
        } catch (RuntimeException e) {
            // Whatever a policy does wrong, the robot's loop goes on.
            LOG.warn("Policy failed policy={}", card().name(), e);
            return new PolicyAnswer.Refused(String.valueOf(e.getMessage()));
        }
    }

    private List<String> missing(List<Reading> readings) {
        Set<String> fresh = readings.stream()
                .filter(reading -> !reading.getGap())
                .map(Reading::getStream)
                .collect(Collectors.toSet());
        return reader.streams().stream()
                .filter(stream -> !fresh.contains(stream))
                .sorted()
                .toList();
    }

    /// An episode begins, or somebody else has driven meanwhile: it decides afresh.
    public void reset() {
        runner.reset();
    }

    @Override
    public void close() {
        try {
            runner.close();
        } catch (PolicyFaultException e) {
            LOG.warn("Policy cannot be closed policy={}", card().name(), e);
        }
    }
}
