package io.teleloop.gateway.control;

import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.gateway.control.CommandGate.Accepted;
import io.teleloop.gateway.control.CommandGate.Rejected;
import io.teleloop.gateway.control.ControlState.Autonomous;
import io.teleloop.gateway.control.ControlState.Engaged;
import io.teleloop.gateway.control.ControlState.Holding;
import io.teleloop.gateway.control.ControlState.Idle;
import io.teleloop.gateway.control.ControlState.Stopped;
import io.teleloop.gateway.control.ControlState.Waiting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Drives one robot for whoever holds its lease: commands come in when they come, one target goes out at each tick. Who
/// drives is decided in this order: emergency stop, operator, policy, nobody.
///
/// Whenever the driver changes the first target is the measured pose. A policy's targets pass the same limits as an
/// operator's; it is not slowed by the delay of an operator's picture, which it does not look at.
///
/// Not thread-safe; its times are the gateway clock's.
public final class ControlLoop {
    /// A robot that has not told where it is for so long cannot be driven.
    private static final long FRESH_NS = Duration.ofMillis(250).toNanos();

    private static final String BLIND = "the robot does not tell where it is";
    private static final String MUST_RELEASE = "the deadman must be released first";

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
    private int interventions;

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

    /// A policy does not go on when the robot comes back: it may be another scene.
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

    /// Nobody drives until [#ready()]: the robot does something by itself. A policy then goes on.
    public void busy(String what) {
        busyWith = what;
        switch (state) {
            case Engaged engaged -> holdAs(engaged.interrupted(what));
            case Autonomous autonomous -> holdAs(autonomous.waits(what));
            case Waiting waiting -> to(waiting.waits(what));
            case Idle _, Holding _, Stopped _ -> {}
        }
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
        boolean driven = state instanceof Engaged || state instanceof Autonomous;
        to(state.endLease());
        if (driven) {
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
            case Idle _, Holding _, Engaged _, Autonomous _, Waiting _
            when !canFollow -> {
                if (state instanceof Holding holding) {
                    state = holding.command(nowNs);
                }
                reject(session, Rejection.NOT_READY, busyWith == null ? BLIND : busyWith);
            }
            case Idle idle -> engage(idle.engage(nowNs), command, nowNs);
            case Holding holding -> engage(holding.engage(nowNs), command, nowNs);
            case Autonomous autonomous -> engage(autonomous.takeOver(nowNs), command, nowNs);
            case Waiting waiting -> engage(waiting.takeOver(nowNs), command, nowNs);
            case Engaged engaged -> {
                state = engaged.command(nowNs);
                use(command, nowNs);
            }
        }
    }

    private void engage(Engaged engaged, Accepted command, long nowNs) {
        boolean goesOn = state instanceof Holding holding && holding.cause().passes();
        use(command, nowNs);
        if (engaged.supervision().isOn() && !goesOn) {
            intervened();
        }
        to(engaged);
    }

    /// Counted before the state is told, so that nobody is told of an intervention that is not counted yet.
    private void intervened() {
        interventions++;
        events.intervened();
    }

    private void use(Accepted command, long nowNs) {
        newest = command;
        acceptedAtNs = nowNs;
        events.accepted(command);
    }

    private void released() {
        switch (state) {
            case Engaged engaged -> {
                ControlState next = engaged.released();
                if (next instanceof Holding) {
                    output.hold(next.reason());
                }
                to(next);
            }
            case Holding holding -> to(holding.released());
            case Idle idle -> to(idle.released());
            case Autonomous _, Waiting _, Stopped _ -> {}
        }
    }

    /// A policy may drive when nobody else does, from the next tick on and as long as this lease lasts.
    ///
    /// @return why not; empty when it may
    public Optional<String> supervise(Supervision supervision) {
        if (leases.current().isEmpty()) {
            return Optional.of("nobody holds the lease");
        }
        switch (state) {
            case Stopped stopped -> {
                return Optional.of("an emergency stop of " + stopped.by() + " is latched");
            }
            case Idle idle
            when idle.mustRelease() -> {
                return Optional.of(MUST_RELEASE);
            }
            case Holding holding
            when holding.mustRelease() -> {
                return Optional.of(MUST_RELEASE);
            }
            case Idle idle -> to(idle.supervise(supervision));
            case Holding holding -> to(holding.supervise(supervision));
            case Engaged engaged -> {
                if (!engaged.supervision().isOn()) {
                    intervened();
                }
                to(engaged.supervise(supervision));
            }
            case Autonomous autonomous -> to(autonomous.supervise(supervision));
            case Waiting waiting -> to(waiting.supervise(supervision));
        }
        return Optional.empty();
    }

    /// The policy drives no more; an operator who does goes on.
    public void endSupervision(String why) {
        ControlState next = state.endSupervision(why);
        if (state instanceof Autonomous) {
            output.hold(why);
        }
        to(next);
    }

    /// An episode begins: interventions are counted anew, one that is under way as the first.
    public void countInterventionsAnew() {
        interventions = isIntervention() ? 1 : 0;
    }

    /// Interventions of this episode.
    public int interventions() {
        return interventions;
    }

    private boolean isIntervention() {
        return switch (state) {
            case Engaged engaged -> engaged.supervision().isOn();
            case Holding holding ->
                holding.supervision().isOn() && holding.cause().passes();
            case Idle _, Autonomous _, Waiting _, Stopped _ -> false;
        };
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

    /// The robot stopped following for a reason of its own. That ends a policy's drive too: a person must see why.
    public void interrupt(String reason) {
        if (state instanceof Engaged engaged) {
            holdAs(engaged.endSupervision(reason).interrupted(reason));
        } else {
            endSupervision(reason);
        }
    }

    /// One control tick.
    ///
    /// @param delayMs with which the operator sees and is heard, infinite when unknown
    /// @param policy asked at most once, and only under supervision while the robot can be driven
    public ControlTick tick(long nowNs, double delayMs, Supplier<PolicyAnswer> policy) {
        expireLease(nowNs);
        watch(nowNs);
        Body robot = body;
        Measured where = measured;
        Optional<Lease> lease = leases.current();
        if (robot == null || where == null || lease.isEmpty()) {
            return new ControlTick.Undriven();
        }
        Optional<PolicyAction> wanted = isFresh(nowNs) ? ask(policy) : Optional.empty();
        Accepted command = newest;
        if (state instanceof Engaged && command != null) {
            double scale = settings.velocityScale().at(delayMs);
            ShapedTarget sent = send(robot, where, lease.get(), command.packet().action(), scale);
            return new ControlTick.Operated(
                    lease.get().operator(), command, sent, isIntervention() ? interventions : 0, wanted);
        }
        if (state instanceof Autonomous && wanted.isPresent()) {
            ShapedTarget sent = send(robot, where, lease.get(), wanted.get().action(), 1);
            return new ControlTick.Autonomous(wanted.get(), sent);
        }
        return new ControlTick.Undriven();
    }

    /// A policy is also asked while an operator intervenes: that is what it learns from.
    private Optional<PolicyAction> ask(Supplier<PolicyAnswer> policy) {
        boolean drives = state instanceof Engaged || state instanceof Autonomous || state instanceof Waiting;
        if (!drives || !state.supervision().isOn() || busyWith != null) {
            return Optional.empty();
        }
        return switch (policy.get()) {
            case PolicyAnswer.Decided decided -> {
                if (state instanceof Waiting waiting) {
                    to(waiting.goesOn());
                }
                yield Optional.of(decided.action());
            }
            case PolicyAnswer.NotNow notNow -> {
                await(notNow.why());
                yield Optional.empty();
            }
            case PolicyAnswer.Refused refused -> {
                endSupervision(refused.why());
                yield Optional.empty();
            }
        };
    }

    private void await(String what) {
        if (state instanceof Autonomous autonomous) {
            holdAs(autonomous.waits(what));
        } else if (state instanceof Waiting waiting) {
            to(waiting.waits(what));
        }
    }

    private ShapedTarget send(Body robot, Measured where, Lease lease, float[] action, double scale) {
        ShapedTarget target =
                robot.shaper().next(action, where.pose(), where.opening(), scale, settings.periodSeconds());
        output.target(lease.epoch(), targetSequence++, target);
        return target;
    }

    private void watch(long nowNs) {
        switch (state) {
            case Engaged engaged -> {
                if (!isFresh(nowNs)) {
                    holdAs(engaged.blind());
                } else if (engaged.watch(nowNs, settings.watchdog()) instanceof Holding late) {
                    holdAs(late);
                }
            }
            case Holding holding -> {
                Holding watched = holding.watch(nowNs, settings.watchdog());
                if (!watched.equals(holding)) {
                    holdAs(watched);
                }
            }
            case Autonomous _, Waiting _ -> {
                if (busyWith != null) {
                    await(busyWith);
                } else if (!isFresh(nowNs)) {
                    await(BLIND);
                }
            }
            case Idle _, Stopped _ -> {}
        }
    }

    private void holdAs(ControlState next) {
        output.hold(next.reason());
        to(next);
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
        }
        if (body != null && !before.getClass().equals(next.getClass())) {
            body.shaper().disengage();
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
