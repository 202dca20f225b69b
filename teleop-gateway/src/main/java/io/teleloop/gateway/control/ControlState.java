package io.teleloop.gateway.control;

/// Who drives a robot now. A transition is a method of the state that it leaves, so a transition that must not be
/// does not exist.
///
/// ```
///          engage               late, released
///   Idle ─────────▶ Engaged ◀──────────────────▶ Holding ── lease ends ──▶ Idle
///     ▲                │          engage            │
///     └── clear ── Stopped ◀──────── stop ──────────┘   (from every state)
/// ```
public sealed interface ControlState {

    /// As the operator protocol names it.
    String label();

    /// Why the robot does not follow; empty while it does.
    String reason();

    /// Emergency stop: latched until it is cleared.
    default Stopped stop(String by, String reason) {
        return new Stopped(by, reason);
    }

    /// The robot went away or nobody holds the lease. A deadman that is held meanwhile does not engage the next lease.
    ControlState endLease();

    /// Nobody drives.
    ///
    /// @param mustRelease the deadman must be seen released before the next engagement
    record Idle(boolean mustRelease) implements ControlState {
        public Engaged engage(long nowNs) {
            if (mustRelease) {
                throw new IllegalStateException("the deadman must be released before the robot may be engaged");
            }
            return new Engaged(nowNs);
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
            return mustRelease ? "release the deadman, then press it again" : "";
        }
    }

    /// An operator's deadman is pressed and fresh commands come.
    ///
    /// @param commandAtNs when the newest accepted command came, gateway clock
    record Engaged(long commandAtNs) implements ControlState {
        public Engaged command(long nowNs) {
            return new Engaged(nowNs);
        }

        public Holding released() {
            return new Holding(Cause.RELEASED, Cause.RELEASED.text, commandAtNs);
        }

        /// For a cause other than the operator's: the robot, a reset.
        public Holding interrupted(String why) {
            return new Holding(Cause.INTERRUPTED, why, commandAtNs);
        }

        /// The robot does not tell where it is: it goes on as soon as it does, from there.
        public Holding blind() {
            return new Holding(Cause.BLIND, Cause.BLIND.text, commandAtNs);
        }

        /// Holds when commands are late.
        public ControlState watch(long nowNs, WatchdogLimits limits) {
            if (nowNs - commandAtNs < limits.holdNs()) {
                return this;
            }
            return new Holding(Cause.LATE, Cause.LATE.text, commandAtNs).watch(nowNs, limits);
        }

        @Override
        public Idle endLease() {
            return new Idle(true);
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

    /// Why an engaged robot began to hold.
    enum Cause {
        RELEASED("the deadman was released", false),
        LATE("commands are late", false),
        STAYED_AWAY("commands stayed away: release the deadman, then press it again", true),
        /// Commands come, but the robot does not tell where it is.
        BLIND("the robot does not tell where it is", false),
        INTERRUPTED("interrupted", true);

        private final String text;
        private final boolean mustRelease;

        Cause(String text, boolean mustRelease) {
            this.text = text;
            this.mustRelease = mustRelease;
        }
    }

    /// Engaged before; the robot stays where it is.
    ///
    /// @param commandAtNs when the last fresh command came, gateway clock
    record Holding(Cause cause, String reason, long commandAtNs) implements ControlState {
        /// The deadman must be seen released before the next engagement.
        public boolean mustRelease() {
            return cause.mustRelease;
        }

        public Engaged engage(long nowNs) {
            if (mustRelease()) {
                throw new IllegalStateException("the deadman must be released before the robot may be engaged");
            }
            return new Engaged(nowNs);
        }

        public Holding released() {
            return new Holding(Cause.RELEASED, Cause.RELEASED.text, commandAtNs);
        }

        /// A fresh command came that the robot cannot follow yet.
        public Holding command(long nowNs) {
            return new Holding(cause, reason, nowNs);
        }

        /// Stops when commands stay away; a hold that the operator chose lasts as it is.
        public Holding watch(long nowNs, WatchdogLimits limits) {
            boolean operatorsChoice = cause != Cause.LATE && cause != Cause.BLIND;
            if (operatorsChoice || nowNs - commandAtNs < limits.stopNs()) {
                return this;
            }
            return new Holding(Cause.STAYED_AWAY, Cause.STAYED_AWAY.text, commandAtNs);
        }

        @Override
        public Idle endLease() {
            return new Idle(cause != Cause.RELEASED);
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
}
