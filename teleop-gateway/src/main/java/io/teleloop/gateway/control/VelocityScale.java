package io.teleloop.gateway.control;

/// How fast a robot may be driven by somebody who sees it late: full speed up to a delay, then linearly less, and not
/// at all beyond the last one.
///
/// @param fullUntilMs delay up to which the scale is 1
/// @param slowAtMs delay at which the linear part ends
/// @param slowScale the scale from there on
/// @param zeroBeyondMs delay beyond which the robot does not move
public record VelocityScale(double fullUntilMs, double slowAtMs, double slowScale, double zeroBeyondMs) {
    public VelocityScale {
        if (!(0 <= fullUntilMs && fullUntilMs < slowAtMs && slowAtMs <= zeroBeyondMs)
                || !(slowScale >= 0 && slowScale <= 1)) {
            throw new IllegalArgumentException(
                    "velocity scale needs 0 <= full-until < slow-at <= zero-beyond and a slow"
                            + " scale of 0 to 1, not " + fullUntilMs + ", " + slowAtMs + ", " + zeroBeyondMs
                            + " ms and "
                            + slowScale);
        }
    }

    /// @param delayMs the larger of round trip and age of the picture
    public double at(double delayMs) {
        if (!(delayMs <= zeroBeyondMs)) {
            return 0;
        }
        if (delayMs <= fullUntilMs) {
            return 1;
        }
        double along = Math.min(1, (delayMs - fullUntilMs) / (slowAtMs - fullUntilMs));
        return 1 - along * (1 - slowScale);
    }
}
