package io.teleloop.service;

/// Whether a service lives (its loop turns) and whether it may get new work. Liveness never depends on Kafka or the
/// store: restarting a service does not mend them.
public interface Health {
    boolean live();

    /// Empty when ready, else what it waits for.
    String notReadyBecause();

    default boolean ready() {
        return notReadyBecause().isEmpty();
    }
}
