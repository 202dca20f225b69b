package io.teleloop.gateway.stream;

import org.jspecify.annotations.Nullable;

/// A record that was given to Kafka's client and is not settled yet. The client's thread completes it, the delivery's
/// reads it.
final class InFlight {
    private final Outgoing entry;
    private final boolean fromSpool;
    private volatile boolean done;
    private volatile @Nullable Exception failure;

    InFlight(Outgoing entry, boolean fromSpool) {
        this.entry = entry;
        this.fromSpool = fromSpool;
    }

    void acknowledged() {
        done = true;
    }

    void failed(Exception cause) {
        failure = cause;
    }

    /// It will never arrive and is not tried again.
    void giveUp() {
        failure = null;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    @Nullable
    Exception failure() {
        return failure;
    }

    Outgoing entry() {
        return entry;
    }

    boolean fromSpool() {
        return fromSpool;
    }
}
