package io.teleloop.robot.safety;

import io.teleloop.contract.foxglove.Quaternion;
import io.teleloop.contract.foxglove.Vector3;
import io.teleloop.contract.v1.ControlLimits;
import io.teleloop.contract.v1.RobotMode.Mode;
import io.teleloop.contract.v1.Target;

/// Decides which targets a robot follows, and when it stops by itself.
///
/// ```
///            engaging target                silence > hold
/// HOLDING ───────────────────▶ FOLLOWING ───────────────────▶ HOLDING (engaged)
///    ▲                             ▲  any target                 │ silence > stop
///    │ hold                        └─────────────────────────────┤
///    │                                                           ▼
///    └──────────────────── engaging target ────────────── WATCHDOG_STOPPED
/// EMERGENCY_STOPPED from anywhere, left only by clearing it.
/// ```
///
/// Not thread-safe.
public final class SafetyGate {
    private final SafetyLimits limits;
    private final Box workspace;

    /// The workspace, widened to where the engagement began: an arm outside must be able to come back.
    private Box allowed;
    private Mode mode = Mode.HOLDING;
    private boolean engaged;
    private long epoch;
    private long sequence = -1;
    private long lastTargetNs;

    /// @param workspace the box that targets must lie in; no box is kept when both corners are zero
    public SafetyGate(SafetyLimits limits, ControlLimits workspace) {
        this.limits = limits;
        this.workspace = Box.of(workspace);
        this.allowed = this.workspace;
    }

    public Mode mode() {
        return mode;
    }

    /// @param nowNs any steady clock, the same at every call
    public Verdict judge(Target target, long nowNs) {
        if (mode == Mode.EMERGENCY_STOPPED) {
            return Verdict.EMERGENCY_STOPPED;
        }
        if (!finite(target)) {
            return Verdict.MALFORMED;
        }
        if (target.getEpoch() < epoch) {
            return Verdict.OLD_EPOCH;
        }
        if (target.getEpoch() == epoch && target.getSequence() <= sequence) {
            return Verdict.OUT_OF_ORDER;
        }
        Vector3 position = target.getPose().getPosition();
        if (target.getEngage()) {
            allowed = workspace.including(position);
        } else if (!engaged || target.getEpoch() != epoch) {
            return Verdict.NOT_ENGAGED;
        } else if (!allowed.contains(position)) {
            return Verdict.OUT_OF_WORKSPACE;
        }
        epoch = target.getEpoch();
        sequence = target.getSequence();
        lastTargetNs = nowNs;
        engaged = true;
        mode = Mode.FOLLOWING;
        return Verdict.FOLLOW;
    }

    /// Call at 50 Hz or faster; true when the mode has changed.
    public boolean tick(long nowNs) {
        if (!engaged || mode == Mode.EMERGENCY_STOPPED) {
            return false;
        }
        long silence = nowNs - lastTargetNs;
        if (silence > limits.stopAfter().toNanos()) {
            engaged = false;
            mode = Mode.WATCHDOG_STOPPED;
            return true;
        }
        if (mode == Mode.FOLLOWING && silence > limits.holdAfter().toNanos()) {
            mode = Mode.HOLDING;
            return true;
        }
        return false;
    }

    /// Another connection begins, perhaps to a gateway that was started anew: its epochs count from where it likes. An
    /// emergency stop stays.
    public void newConnection() {
        hold();
        epoch = 0;
        sequence = -1;
    }

    /// The gateway ends the engagement.
    public void hold() {
        engaged = false;
        if (mode != Mode.EMERGENCY_STOPPED) {
            mode = Mode.HOLDING;
        }
    }

    public void emergencyStop() {
        engaged = false;
        mode = Mode.EMERGENCY_STOPPED;
    }

    public void clearEmergencyStop() {
        if (mode == Mode.EMERGENCY_STOPPED) {
            mode = Mode.HOLDING;
        }
    }

    private static boolean finite(Target target) {
        Quaternion q = target.getPose().getOrientation();
        double norm = q.getX() * q.getX() + q.getY() * q.getY() + q.getZ() * q.getZ() + q.getW() * q.getW();
        return finite(target.getPose().getPosition())
                && Math.abs(norm - 1) < 1e-2
                && finite(target.getLinear())
                && finite(target.getAngular())
                && Double.isFinite(target.getGripperOpening());
    }

    private static boolean finite(Vector3 v) {
        return Double.isFinite(v.getX()) && Double.isFinite(v.getY()) && Double.isFinite(v.getZ());
    }
}
