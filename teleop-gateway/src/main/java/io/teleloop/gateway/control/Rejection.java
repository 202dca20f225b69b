package io.teleloop.gateway.control;

/// Why a command packet was not obeyed. Each has its counter.
public enum Rejection {
    /// Of a version that this gateway does not know.
    VERSION("version"),
    /// Not the length that its header says, or not the size of the robot's action space.
    LENGTH("length"),
    /// Holds NaN or infinity.
    NON_FINITE("non-finite"),
    /// The sender does not hold the lease.
    LEASE("lease"),
    /// Of another epoch than the lease's.
    EPOCH("epoch"),
    /// Its sequence is not above the newest one: late by reordering, or replayed.
    ORDER("order"),
    /// Older than the limit, by the client's clock.
    STALE("stale"),
    /// Sent later than now, by the client's clock.
    FUTURE("future"),
    /// The deadman must first be released.
    DEADMAN("deadman"),
    /// Emergency stop is latched.
    STOPPED("stopped"),
    /// The robot is away, resets, or has not told where it is; or the client has not told its clock.
    NOT_READY("not-ready");

    private final String label;

    Rejection(String label) {
        this.label = label;
    }

    /// As in metrics and in the operator protocol.
    public String label() {
        return label;
    }
}
