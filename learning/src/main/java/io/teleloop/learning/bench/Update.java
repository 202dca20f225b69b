package io.teleloop.learning.bench;

import java.util.Locale;

/// What is repeated and counted.
enum Update {
    /// One step of all critics and their targets.
    CRITIC,
    /// That, and one of the actor and of the temperature.
    FULL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
