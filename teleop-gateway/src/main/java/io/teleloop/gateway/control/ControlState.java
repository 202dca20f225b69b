package io.teleloop.gateway.control;

/// Who drives a robot now. A transition is a method of the state that it leaves, so a transition that must not be
/// does not exist.
///
/// ```
///          engage               late, released
///   Idle ─────────▶ Engaged ◀──────────────────▶ Holding ── lease ends ──▶ Idle
///     ▲                │          engage            │
///     └── clear ── Stopped ◀──────── stop ──────────┘   (from every state)
///
///   Under supervision, which begins with `supervise` in any state but Stopped:
///
///                         takeOver
///          Autonomous ───────────────▶ Engaged ── late, or released ("hold") ──▶ Holding
///          ▲  │    ▲   released ("resume")  │                                       │
///   goesOn │  │    └───────────────────────┘◀──────────────── engage ───────────────┤
///          │  │ waits  ▲                                                            │
///          Waiting     └──────────────── released ("resume"), supervise ────────────┘
/// ```
///
/// Supervision ends, and a policy with it, when the lease ends, at an emergency stop, when the supervisor ends it, when
/// the policy is refused, when commands stay away during an intervention, and when the robot is away or stopped itself.
/// It outlives what passes by itself: a gap in the readings, a scene that is put back.
public sealed interface ControlState {
    /// What an operator is told whose deadman does not count yet.
    String PRESS_ANEW = "release the deadman, then press it again";

    /// As the operator protocol names it.
    String label();

    /// Why the robot does not follow; empty while it does.
    String reason();

    /// Whether a policy drives when nobody else does.
    default Supervision supervision() {
        return Supervision.NONE;
    }

    /// Emergency stop: latched until it is cleared.
    default Stopped stop(String by, String reason) {
        return new Stopped(by, reason);
    }

    /// The robot went away or nobody holds the lease. A deadman that is held meanwhile does not engage the next lease.
    ControlState endLease();

    /// The policy drives no more; an operator who does goes on.
    ///
    /// @param why it ended
    default ControlState endSupervision(String why) {
        return this;
    }

    /// Nobody drives.
    ///
    /// @param mustRelease the deadman must be seen released before the next engagement
    record Idle(boolean mustRelease) implements ControlState {
        public Engaged engage(long nowNs) {
            requireReleased(mustRelease);
            return new Engaged(nowNs, Supervision.NONE);
        }

        /// A policy may drive.
        public Autonomous supervise(Supervision supervision) {
            requireReleased(mustRelease);
            return new Autonomous(supervision);
        }

        public Idle released() {
            return new Idle(false);
        }

        @Override
        public Idle endLease() {
            return this;
        }

        @Override
        public String label() {
            return "idle";
        }

        @Override
        public String reason() {
            return mustRelease ? PRESS_ANEW : "";
        }
    }

    /// An operator's deadman is pressed and fresh commands come; under supervision that is an intervention.
    ///
    /// @param commandAtNs when the newest accepted command came, gateway clock
    record Engaged(long commandAtNs, Supervision supervision) implements ControlState {
        public Engaged command(long nowNs) {
            return new Engaged(nowNs, supervision);
        }

        /// From the next release on a policy may drive.
        public Engaged supervise(Supervision chosen) {
            return new Engaged(commandAtNs, chosen);
        }

        /// The policy drives again when the supervisor chose so, else the robot holds.
        public ControlState released() {
            return supervision == Supervision.RESUME
                    ? new Autonomous(supervision)
                    : new Holding(Cause.RELEASED, Cause.RELEASED.text, commandAtNs, supervision);
        }

        /// For a cause other than the operator's: the robot, a reset.
        public Holding interrupted(String why) {
            return new Holding(Cause.INTERRUPTED, why, commandAtNs, supervision);
        }

        /// The robot does not tell where it is: it goes on as soon as it does, from there.
        public Holding blind() {
            return new Holding(Cause.BLIND, Cause.BLIND.text, commandAtNs, supervision);
        }

        /// Holds when commands are late.
        public ControlState watch(long nowNs, WatchdogLimits limits) {
            if (nowNs - commandAtNs < limits.holdNs()) {
                return this;
            }
            return new Holding(Cause.LATE, Cause.LATE.text, commandAtNs, supervision).watch(nowNs, limits);
        }

        @Override
        public Idle endLease() {
            return new Idle(true);
        }

        @Override
        public Engaged endSupervision(String why) {
            return new Engaged(commandAtNs, Supervision.NONE);
        }

        @Override
        public String label() {
            return "engaged";
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /// Why a driven robot began to hold.
    enum Cause {
        RELEASED("the deadman was released", false),
        LATE("commands are late", false),
        STAYED_AWAY("commands stayed away: " + PRESS_ANEW, true),
        /// Commands come, but the robot does not tell where it is.
        BLIND("the robot does not tell where it is", false),
        INTERRUPTED("interrupted", true),
        /// A policy drove, and may no longer.
        AUTONOMY_ENDED("the policy drives no more", false);

        private final String text;
        private final boolean mustRelease;

        Cause(String text, boolean mustRelease) {
            this.text = text;
            this.mustRelease = mustRelease;
        }

        /// Fresh commands go on as if nothing had been.
        boolean passes() {
            return this == LATE || this == BLIND;
        }
    }

    /// Driven before; the robot stays where it is.
    ///
    /// @param commandAtNs when the last fresh command came, gateway clock; 0 for never
    record Holding(Cause cause, String reason, long commandAtNs, Supervision supervision) implements ControlState {
        /// The deadman must be seen released before the next engagement.
        public boolean mustRelease() {
            return cause.mustRelease;
        }

        public Engaged engage(long nowNs) {
            requireReleased(mustRelease());
            return new Engaged(nowNs, supervision);
        }

        /// A policy may drive (again).
        public Autonomous supervise(Supervision chosen) {
            requireReleased(mustRelease());
            return new Autonomous(chosen);
        }

        public ControlState released() {
            if (supervision == Supervision.RESUME) {
                return new Autonomous(supervision);
            }
            return cause == Cause.AUTONOMY_ENDED
                    ? this
                    : new Holding(Cause.RELEASED, Cause.RELEASED.text, commandAtNs, supervision);
        }

        /// A fresh command came that the robot cannot follow yet.
        public Holding command(long nowNs) {
            return new Holding(cause, reason, nowNs, supervision);
        }

        /// Stops when commands stay away, and a policy does not go on by itself then: its supervisor is not there. A
        /// hold that the operator chose lasts as it is.
        public Holding watch(long nowNs, WatchdogLimits limits) {
            if (!cause.passes() || nowNs - commandAtNs < limits.stopNs()) {
                return this;
            }
            return new Holding(Cause.STAYED_AWAY, Cause.STAYED_AWAY.text, commandAtNs, Supervision.NONE);
        }

        @Override
        public Idle endLease() {
            return new Idle(cause != Cause.RELEASED && cause != Cause.AUTONOMY_ENDED);
        }

        @Override
        public Holding endSupervision(String why) {
            return new Holding(cause, reason, commandAtNs, Supervision.NONE);
        }

        @Override
        public String label() {
            return "holding";
        }
    }

    /// A policy drives.
    record Autonomous(Supervision supervision) implements ControlState {
        /// An operator's deadman is pressed: an intervention begins.
        public Engaged takeOver(long nowNs) {
            return new Engaged(nowNs, supervision);
        }

        public Autonomous supervise(Supervision chosen) {
            return new Autonomous(chosen);
        }

        public Waiting waits(String why) {
            return new Waiting(supervision, why);
        }

        @Override
        public Idle endLease() {
            return new Idle(false);
        }

        @Override
        public Holding endSupervision(String why) {
            return new Holding(Cause.AUTONOMY_ENDED, why, 0, Supervision.NONE);
        }

        @Override
        public String label() {
            return "autonomous";
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /// A policy would drive but cannot for now: the robot stays where it is.
    ///
    /// @param reason what it waits for
    record Waiting(Supervision supervision, String reason) implements ControlState {
        public Autonomous goesOn() {
            return new Autonomous(supervision);
        }

        /// An operator's deadman is pressed: an intervention begins.
        public Engaged takeOver(long nowNs) {
            return new Engaged(nowNs, supervision);
        }

        public Waiting supervise(Supervision chosen) {
            return new Waiting(chosen, reason);
        }

        public Waiting waits(String why) {
            return new Waiting(supervision, why);
        }

        @Override
        public Idle endLease() {
            return new Idle(false);
        }

        @Override
        public Holding endSupervision(String why) {
            return new Holding(Cause.AUTONOMY_ENDED, why, 0, Supervision.NONE);
        }

        @Override
        public String label() {
            return "holding";
        }
    }

    /// Emergency stop, latched.
    record Stopped(String by, String reason) implements ControlState {
        public Idle clear() {
            return new Idle(true);
        }

        /// The first stop is the one to explain.
        @Override
        public Stopped stop(String laterBy, String laterReason) {
            return this;
        }

        @Override
        public Stopped endLease() {
            return this;
        }

        @Override
        public String label() {
            return "stopped";
        }
    }

    private static void requireReleased(boolean mustRelease) {
        if (mustRelease) {
            throw new IllegalStateException("the deadman must be released before the robot may be driven");
        }
    }
}
