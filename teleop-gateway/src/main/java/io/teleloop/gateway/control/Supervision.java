package io.teleloop.gateway.control;

/// Whether a policy drives when nobody else does, and what happens when an operator who took over lets go.
public enum Supervision {
    /// No policy drives.
    NONE,
    /// The policy drives on.
    RESUME,
    /// The robot holds, until the policy is started again.
    HOLD;

    public boolean isOn() {
        return this != NONE;
    }
}
