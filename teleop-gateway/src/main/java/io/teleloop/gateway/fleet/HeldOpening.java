package io.teleloop.gateway.fleet;

import java.util.OptionalDouble;

/// The gripper opening that a robot was told last: it keeps it while nobody drives. Not thread-safe.
final class HeldOpening {
    private OptionalDouble commanded = OptionalDouble.empty();

    /// @param opening in m; 0 is closed
    void commanded(double opening) {
        commanded = OptionalDouble.of(opening);
    }

    /// The robot or its scene is another one now.
    void forget() {
        commanded = OptionalDouble.empty();
    }

    /// A robot that was never told holds what it has.
    double orElse(double measured) {
        return commanded.orElse(measured);
    }
}
