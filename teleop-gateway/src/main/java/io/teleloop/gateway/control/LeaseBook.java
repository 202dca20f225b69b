package io.teleloop.gateway.control;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Grants the lease of one robot to one session at a time. Not thread-safe.
///
/// Epochs start from the time in seconds, so they rise over restarts of the gateway too, as long as leases are not
/// taken more often than once a second on average; robots drop what comes from an older epoch.
public final class LeaseBook {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long lifetimeNs;
    private long lastEpoch;
    private @Nullable Lease lease;

    public LeaseBook(Duration lifetime) {
        lifetimeNs = lifetime.toNanos();
    }

    /// Grants or renews; empty when another session holds the lease.
    public Optional<Lease> acquire(String session, String operator, long nowNs) {
        Lease current = lease;
        if (current != null && !current.isExpired(nowNs)) {
            return renew(session, nowNs);
        }
        lastEpoch = Math.max(lastEpoch + 1, nowNs / NANOS_PER_SECOND);
        Lease granted = new Lease(session, operator, lastEpoch, nowNs + lifetimeNs);
        lease = granted;
        return Optional.of(granted);
    }

    /// Empty when the session does not hold the lease (any more).
    public Optional<Lease> renew(String session, long nowNs) {
        Lease current = lease;
        if (current == null || !current.isHeldBy(session) || current.isExpired(nowNs)) {
            return Optional.empty();
        }
        Lease renewed = current.until(nowNs + lifetimeNs);
        lease = renewed;
        return Optional.of(renewed);
    }

    /// The lease that ended; empty when the session held none.
    public Optional<Lease> release(String session) {
        Lease current = lease;
        if (current == null || !current.isHeldBy(session)) {
            return Optional.empty();
        }
        lease = null;
        return Optional.of(current);
    }

    /// Takes away a lease that was not renewed in time, and returns it.
    public Optional<Lease> expire(long nowNs) {
        Lease current = lease;
        if (current == null || !current.isExpired(nowNs)) {
            return Optional.empty();
        }
        lease = null;
        return Optional.of(current);
    }

    public Optional<Lease> current() {
        return Optional.ofNullable(lease);
    }

    public boolean isHeldBy(String session) {
        Lease current = lease;
        return current != null && current.isHeldBy(session);
    }
}
