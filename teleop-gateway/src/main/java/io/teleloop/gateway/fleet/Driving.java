package io.teleloop.gateway.fleet;

import io.teleloop.contract.v1.RobotMode;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.ClientClock;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.Lease;
import io.teleloop.gateway.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who drives one robot and who stops it: leases, commands and stops as sessions and the robot itself ask for them,
/// each decision audited. Lives on the robot's context.
public final class Driving {
    private static final Logger LOG = LoggerFactory.getLogger(Driving.class);

    private final String robot;
    private final ControlLoop control;
    private final GatewayClock clock;
    private final Audit audit;
    private final Runnable changed;

    /// @param changed called after each change of the lease or of a stop
    Driving(String robot, ControlLoop control, FleetContext fleet, Runnable changed) {
        this.robot = robot;
        this.control = control;
        clock = fleet.clock();
        audit = fleet.audit();
        this.changed = changed;
    }

    public Optional<Problem> acquireLease(Spectator spectator) {
        Optional<Lease> lease = control.acquire(spectator.id(), spectator.operator(), clock.nowNs());
        audit.record(robot, spectator.operator(), "lease.acquire", lease.isPresent() ? "granted" : "lease-held");
        if (lease.isPresent()) {
            changed.run();
            return Optional.empty();
        }
        String holder = control.lease().map(Lease::operator).orElse("somebody");
        return Optional.of(new Problem(
                "lease-held",
                holder + " drives robot '" + robot + "'",
                "watch until the lease is released; stopping is always possible"));
    }

    public Optional<Problem> renewLease(Spectator spectator) {
        return control.renew(spectator.id(), clock.nowNs()).isPresent()
                ? Optional.empty()
                : Optional.of(Problem.leaseRequired("renewing"));
    }

    public Optional<Problem> releaseLease(Spectator spectator) {
        if (!control.release(spectator.id(), "the operator released the lease")) {
            return Optional.of(Problem.leaseRequired("releasing"));
        }
        audit.record(robot, spectator.operator(), "lease.release", "done");
        changed.run();
        return Optional.empty();
    }

    /// The session watches no longer.
    void left(Spectator spectator) {
        control.release(spectator.id(), "the operator left");
    }

    /// @param sessionClock as the session's client reported it lately, null when it did not
    public void command(Spectator spectator, byte[] packet, @Nullable ClientClock sessionClock) {
        control.command(spectator.id(), packet, sessionClock, clock.nowNs());
    }

    /// Anybody may stop.
    public void emergencyStop(String who, String reason) {
        audit.record(robot, who, "estop", "stopped");
        LOG.warn("Emergency stop robot={} operator={} reason={}", robot, who, reason);
        control.stop(who, reason);
        changed.run();
    }

    public Optional<Problem> clearStop(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            audit.record(robot, spectator.operator(), "estop.clear", "lease-required");
            return Optional.of(Problem.leaseRequired("clearing an emergency stop"));
        }
        boolean cleared = control.clear();
        audit.record(robot, spectator.operator(), "estop.clear", cleared ? "cleared" : "was not stopped");
        changed.run();
        return Optional.empty();
    }

    /// The robot tells in which mode it is.
    void robotMode(RobotMode mode) {
        switch (mode.getMode()) {
            case EMERGENCY_STOPPED -> {
                if (control.robotStopped("robot " + robot, mode.getReason())) {
                    audit.record(robot, "robot " + robot, "estop", "stopped");
                    LOG.warn("Robot stopped itself robot={} reason={}", robot, mode.getReason());
                }
            }
            case WATCHDOG_STOPPED -> {
                control.robotNotStopped();
                control.interrupt("the robot's watchdog stopped it: " + mode.getReason());
            }
            case HOLDING, FOLLOWING, MODE_UNSPECIFIED, UNRECOGNIZED -> control.robotNotStopped();
        }
    }
}
