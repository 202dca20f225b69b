package io.teleloop.gateway.control;

/// What the control loop tells of itself.
public interface ControlEvents {
    void stateChanged(ControlState from, ControlState to);

    /// The lease is no longer held.
    ///
    /// @param reason in words
    void leaseEnded(Lease lease, String reason);

    void accepted(CommandGate.Accepted command);

    void rejected(String session, Rejection reason, String detail);

    /// An operator took over from a policy.
    void intervened();
}
