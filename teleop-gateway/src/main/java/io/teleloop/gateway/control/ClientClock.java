package io.teleloop.gateway.control;

/// What an operator's client measured of its clock against the gateway's.
///
/// @param offsetMs gateway clock minus client clock
/// @param errorMs bound on the offset's error
public record ClientClock(double offsetMs, double errorMs) {
    /// Before its first exchanges a client reports wide bounds, and nobody may drive by them.
    private static final double CONVERGED_MS = 250;

    public ClientClock {
        if (!Double.isFinite(offsetMs) || !Double.isFinite(errorMs) || errorMs < 0) {
            throw new IllegalArgumentException("clock offset " + offsetMs + " ms with error " + errorMs
                    + " ms: both must be finite, the error not negative");
        }
    }

    public boolean hasConverged() {
        return errorMs <= CONVERGED_MS;
    }

    /// A client's time on the gateway's clock.
    public double toGatewayMs(double clientMs) {
        return clientMs + offsetMs;
    }
}
