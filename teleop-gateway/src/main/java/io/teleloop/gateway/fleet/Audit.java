package io.teleloop.gateway.fleet;

/// Keeps who did what and what was decided.
@FunctionalInterface
public interface Audit {
    /// @param who an operator, or "gateway"
    /// @param action what was asked for, for example "lease.acquire"
    /// @param decision what became of it, for example "granted" or an error code
    void record(String robot, String who, String action, String decision);
}
