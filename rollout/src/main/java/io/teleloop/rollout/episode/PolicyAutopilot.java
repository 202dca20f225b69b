package io.teleloop.rollout.episode;

import io.teleloop.contract.policy.ActionMapping;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.policy.PolicyDecision;
import io.teleloop.policy.PolicyRunner;
import java.util.List;

/// A trained policy on a robot.
public final class PolicyAutopilot implements Autopilot, AutoCloseable {
    private final PolicyRunner runner;
    private final ObservationReader reader;
    private final ActionMapping mapping;

    /// @param runner is closed with this
    /// @throws IllegalArgumentException when the robot cannot do what the policy may want
    public PolicyAutopilot(PolicyRunner runner, RobotDescription robot) {
        this.runner = runner;
        reader = new ObservationReader(runner.card().observation());
        mapping = new ActionMapping(runner.card().action(), robot.getActionSpace());
    }

    @Override
    public String name() {
        return runner.card().name();
    }

    @Override
    public void reset() {
        runner.reset();
    }

    @Override
    public Wish wish(List<Reading> readings) {
        float[] observation = reader.read(readings)
                .orElseThrow(() -> new IllegalStateException(
                        "policy " + name() + " needs a stream that the simulation does not sense"));
        PolicyDecision decision = runner.act(observation);
        float[] base = decision.baseAction();
        return new Wish(mapping.toRobot(decision.action()), base.length == 0 ? base : mapping.toRobot(base));
    }

    @Override
    public void close() {
        runner.close();
    }
}
