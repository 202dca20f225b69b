package io.teleloop.datasets.composition;

/// A place in the base frame, metres, rounded to a tenth of a millimetre.
public record Point(double x, double y) {
    private static final double PER_METRE = 1e4;

    static Point of(double x, double y) {
        return new Point(Math.round(x * PER_METRE) / PER_METRE, Math.round(y * PER_METRE) / PER_METRE);
    }
}
