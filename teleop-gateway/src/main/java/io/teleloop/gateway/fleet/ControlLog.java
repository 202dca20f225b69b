package io.teleloop.gateway.fleet;

import io.teleloop.gateway.control.CommandGate;
import io.teleloop.gateway.control.ControlEvents;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.Lease;
import io.teleloop.gateway.control.Rejection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts, audits and passes on what one robot's control loop tells of itself.
final class ControlLog implements ControlEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLog.class);

    private final String robot;
    private final Audit audit;
    private final FleetMetrics metrics;
    private final BiConsumer<ControlState, ControlState> changed;
    private final Consumer<String> leaseEnded;

    /// @param changed called with the control state before and after each change
    /// @param leaseEnded called with the reason
    ControlLog(
            String robot,
            FleetContext fleet,
            BiConsumer<ControlState, ControlState> changed,
            Consumer<String> leaseEnded) {
        this.robot = robot;
        audit = fleet.audit();
        metrics = fleet.metrics();
        this.changed = changed;
        this.leaseEnded = leaseEnded;
    }

    @Override
    public void stateChanged(ControlState from, ControlState to) {
        switch (to) {
            case ControlState.Stopped _ -> metrics.stopped(robot, FleetMetrics.EMERGENCY);
            case ControlState.Holding holding -> metrics.stopped(robot, FleetMetrics.label(holding.cause()));
            case ControlState.Waiting _ -> metrics.stopped(robot, FleetMetrics.WAITING);
            case ControlState.Idle _, ControlState.Engaged _, ControlState.Autonomous _ -> {}
        }
        LOG.info(
                "Control state changed robot={} from={} to={} reason={}", robot, from.label(), to.label(), to.reason());
        changed.accept(from, to);
    }

    @Override
    public void leaseEnded(Lease lease, String reason) {
        audit.record(robot, lease.operator(), "lease.end", reason);
        leaseEnded.accept(reason);
    }

    @Override
    public void intervened() {
        metrics.intervened(robot);
    }

    @Override
    public void accepted(CommandGate.Accepted command) {
        metrics.accepted(robot);
    }

    @Override
    public void rejected(String session, Rejection reason, String detail) {
        metrics.rejected(robot, reason);
        LOG.debug("Command rejected robot={} session={} reason={} detail={}", robot, session, reason.label(), detail);
    }
}
