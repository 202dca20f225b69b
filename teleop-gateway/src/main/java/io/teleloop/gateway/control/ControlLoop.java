package io.teleloop.gateway.control;

import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.gateway.control.CommandGate.Accepted;
import io.teleloop.gateway.control.CommandGate.Rejected;
import io.teleloop.gateway.control.ControlState.Engaged;
import io.teleloop.gateway.control.ControlState.Holding;
import io.teleloop.gateway.control.ControlState.Idle;
import io.teleloop.gateway.control.ControlState.Stopped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Drives one robot for whoever holds its lease: commands come in when they come, one target goes out at each tick.
/// Not thread-safe; its times are the gateway clock's.
public final class ControlLoop {
    /// A robot that has not told where it is for so long cannot be driven.
    private static final long FRESH_NS = Duration.ofMillis(250).toNanos();

    private record Body(ActionLayout layout, TargetShaper shaper) {}

    private final ControlSettings settings;
    private final RobotOutput output;
    private final ControlEvents events;
    private final LeaseBook leases;
    private final CommandGate gate;
    private final Map<Rejection, Long> rejections = new EnumMap<>(Rejection.class);

    private ControlState state = new Idle(false);
    private @Nullable Body body;
    private @Nullable Measured measured;
    private @Nullable Accepted newest;
    private long acceptedAtNs = -1;
    private long targetSequence;
    private @Nullable String busyWith;
    private boolean stopEchoPending;

    public ControlLoop(ControlSettings settings, RobotOutput output, ControlEvents events) {
        this.settings = settings;
        this.output = output;
        this.events = events;
        leases = new LeaseBook(settings.leaseLifetime());
        gate = new CommandGate(settings.maxCommandAge());
    }

    /// A robot is there; it is told to stop when an emergency stop is latched.
    public void robotConnected(ActionLayout layout, ControlLimits limits) {
        body = new Body(layout, new TargetShaper(layout, limits));
        measured = null;
        stopEchoPending = false;
        if (state instanceof Stopped stopped) {
            tellStop(stopped.reason());
        }
    }

    public void robotLost() {
        body = null;
        measured = null;
        busyWith = null;
        interrupt("the robot is away");
    }

    /// Where the robot is now.
    public void measured(Measured now) {
        measured = now;
    }

    /// Nobody drives until [#ready()]: the robot does something by itself.
    public void busy(String what) {
        busyWith = what;
        interrupt(what);
    }

    /// The robot may be driven again, from where it will say it is.
    public void ready() {
        busyWith = null;
        measured = null;
    }

    /// Grants or renews the lease; empty when another session holds it.
    public Optional<Lease> acquire(String session, String operator, long nowNs) {
        expireLease(nowNs);
        return leases.acquire(session, operator, nowNs);
    }

    /// Empty when the session does not hold the lease.
    public Optional<Lease> renew(String session, long nowNs) {
        return leases.renew(session, nowNs);
    }

    /// False when the session did not hold the lease.
    public boolean release(String session, String reason) {
        Optional<Lease> released = leases.release(session);
        released.ifPresent(lease -> ended(lease, reason));
        return released.isPresent();
    }

    private void expireLease(long nowNs) {
        leases.expire(nowNs).ifPresent(lease -> ended(lease, "the lease was not renewed in time"));
    }

    private void ended(Lease lease, String reason) {
        boolean engaged = state instanceof Engaged;
        to(state.endLease());
        if (engaged) {
            output.hold(reason);
        }
        events.leaseEnded(lease, reason);
    }

    public Optional<Lease> lease() {
        return leases.current();
    }

    public boolean isHeldBy(String session) {
        return leases.isHeldBy(session);
    }

    /// A command packet came.
    ///
    /// @param clock as the session's client reported it lately, null when it did not
    public void command(String session, byte[] packet, @Nullable ClientClock clock, long nowNs) {
        Body robot = body;
        if (robot == null) {
            reject(session, Rejection.NOT_READY, "the robot is away");
            return;
        }
        switch (gate.check(
                packet, session, leases.current(), clock, robot.layout().size(), nowNs)) {
            case Rejected rejected -> reject(session, rejected.reason(), rejected.detail());
            case Accepted accepted -> obey(session, accepted, nowNs);
        }
    }

    private void obey(String session, Accepted command, long nowNs) {
        if (!command.packet().deadman()) {
            acceptedAtNs = nowNs;
            events.accepted(command);
            released();
            return;
        }
        boolean canFollow = isFresh(nowNs) && busyWith == null;
        switch (state) {
            case Stopped stopped -> reject(session, Rejection.STOPPED, "stopped by " + stopped.by());
            case Idle idle when idle.mustRelease() -> reject(session, Rejection.DEADMAN, idle.reason());
            case Holding holding when holding.mustRelease() -> reject(session, Rejection.DEADMAN, holding.reason());
            case Idle _, Holding _, Engaged _
            when !canFollow -> {
                if (state instanceof Holding holding) {
                    state = holding.command(nowNs);
                }
                reject(
                        session,
                        Rejection.NOT_READY,
                        busyWith == null ? "the robot does not tell where it is" : busyWith);
            }
            case Idle idle -> engage(idle.engage(nowNs), command, nowNs);
            case Holding holding -> engage(holding.engage(nowNs), command, nowNs);
            case Engaged engaged -> {
                state = engaged.command(nowNs);
                use(command, nowNs);
            }
        }
    }

    private void engage(Engaged engaged, Accepted command, long nowNs) {
        Body robot = body;
        if (robot != null) {
            robot.shaper().disengage();
        }
        use(command, nowNs);
        to(engaged);
    }

    private void use(Accepted command, long nowNs) {
        newest = command;
        acceptedAtNs = nowNs;
        events.accepted(command);
    }

    private void released() {
        switch (state) {
            case Engaged engaged -> {
                Holding holding = engaged.released();
                output.hold(holding.reason());
                to(holding);
            }
            case Holding holding -> to(holding.released());
            case Idle idle -> to(idle.released());
            case Stopped _ -> {}
        }
    }

    private void reject(String session, Rejection reason, String detail) {
        rejections.merge(reason, 1L, Long::sum);
        events.rejected(session, reason, detail);
    }

    /// Emergency stop, by anybody; pressing it again changes nothing.
    public void stop(String by, String reason) {
        if (!(state instanceof Stopped)) {
            tellStop(reason);
            to(state.stop(by, reason));
        }
    }

    private void tellStop(String reason) {
        stopEchoPending = true;
        output.stop(reason);
    }

    /// The robot says that it is emergency stopped; true when the gateway did not ask for it, and then it is latched
    /// here too. The answer to the gateway's own stop may come after the stop was cleared again.
    public boolean robotStopped(String by, String reason) {
        boolean answer = stopEchoPending;
        stopEchoPending = false;
        if (answer || state instanceof Stopped) {
            return false;
        }
        stop(by, reason);
        return true;
    }

    /// The robot says that it is in any other mode.
    public void robotNotStopped() {
        stopEchoPending = false;
    }

    /// False when nothing is stopped.
    public boolean clear() {
        if (state instanceof Stopped stopped) {
            output.clearStop();
            to(stopped.clear());
            return true;
        }
        return false;
    }

    /// The robot stopped following for a reason of its own.
    public void interrupt(String reason) {
        if (state instanceof Engaged engaged) {
            output.hold(reason);
            to(engaged.interrupted(reason));
        }
    }

    /// One control tick.
    ///
    /// @param delayMs with which the operator sees and is heard, infinite when unknown
    public ControlTick tick(long nowNs, double delayMs) {
        expireLease(nowNs);
        watch(nowNs);
        Body robot = body;
        Measured where = measured;
        Accepted command = newest;
        Optional<Lease> lease = leases.current();
        if (!(state instanceof Engaged) || robot == null || where == null || command == null || lease.isEmpty()) {
            return new ControlTick.Undriven();
        }
        ShapedTarget target = robot.shaper()
                .next(
                        command.packet().action(),
                        where.pose(),
                        where.opening(),
                        settings.velocityScale().at(delayMs),
                        settings.periodSeconds());
        output.target(lease.get().epoch(), targetSequence++, target);
        return new ControlTick.Operated(lease.get().operator(), command, target);
    }

    private void watch(long nowNs) {
        switch (state) {
            case Engaged engaged -> {
                if (!isFresh(nowNs)) {
                    Holding blind = engaged.blind();
                    output.hold(blind.reason());
                    to(blind);
                    return;
                }
                ControlState watched = engaged.watch(nowNs, settings.watchdog());
                if (watched instanceof Holding) {
                    output.hold(watched.reason());
                    to(watched);
                }
            }
            case Holding holding -> {
                Holding watched = holding.watch(nowNs, settings.watchdog());
                if (!watched.equals(holding)) {
                    output.hold(watched.reason());
                    to(watched);
                }
            }
            case Idle _, Stopped _ -> {}
        }
    }

    private boolean isFresh(long nowNs) {
        Measured where = measured;
        return where != null && nowNs - where.timeNs() <= FRESH_NS;
    }

    private void to(ControlState next) {
        ControlState before = state;
        if (before.equals(next)) {
            return;
        }
        state = next;
        if (!(next instanceof Engaged)) {
            newest = null;
            Body robot = body;
            if (robot != null) {
                robot.shaper().disengage();
            }
        }
        events.stateChanged(before, next);
    }

    public ControlState state() {
        return state;
    }

    /// Packets that were not obeyed, by reason.
    public Map<Rejection, Long> rejections() {
        return Map.copyOf(rejections);
    }

    /// Milliseconds since the newest accepted command, -1 when there was none.
    public double commandAgeMs(long nowNs) {
        return acceptedAtNs < 0 ? -1 : (nowNs - acceptedAtNs) / 1e6;
    }
}
