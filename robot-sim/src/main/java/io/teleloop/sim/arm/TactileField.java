package io.teleloop.sim.arm;

import java.util.Arrays;

/// How far the markers on a fingertip pad have moved from rest.
///
/// Pad frame: origin at the pad's centre, x across the finger (along columns), y along the finger towards its tip
/// (along
/// rows), z out of the pad.
///
/// @param displacements {@link #ROWS} x {@link #COLUMNS} x 3, row-major, metres, in the pad frame
public record TactileField(float[] displacements) {
    public static final int ROWS = 9;
    public static final int COLUMNS = 7;
    /// Distance between neighbouring markers (m).
    public static final double PITCH = 0.0025;

    public TactileField {
        if (displacements.length != ROWS * COLUMNS * 3) {
            throw new IllegalArgumentException(
                    "A tactile field has " + ROWS * COLUMNS * 3 + " numbers, not " + displacements.length);
        }
    }

    /// Length of the longest marker displacement (m).
    public double largest() {
        double largest = 0;
        for (int i = 0; i < displacements.length; i += 3) {
            double x = displacements[i];
            double y = displacements[i + 1];
            double z = displacements[i + 2];
            largest = Math.max(largest, Math.sqrt(x * x + y * y + z * z));
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TactileField field && Arrays.equals(displacements, field.displacements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(displacements);
    }

    @Override
    public String toString() {
        return "TactileField[largest=" + largest() + " m]";
    }
}
