package io.teleloop.sim.camera;

import io.teleloop.sim.mujoco.DoubleView;

/// Tells motion that can be seen in a picture from motion that cannot.
final class Motion {
    /// Of positions in metres and of rotation matrices: a third of a pixel for the camera that sees from nearest.
    private static final double INVISIBLE = 1e-4;

    private Motion() {}

    /// Whether numbers moved visibly since they were noted.
    ///
    /// @param noted NaN for never
    /// @param start index in `now` of the first noted number
    static boolean isSeen(float[] noted, DoubleView now, int start) {
        for (int i = 0; i < noted.length; i++) {
            if (!(Math.abs(now.get(start + i) - noted[i]) < INVISIBLE)) {
                return true;
            }
        }
        return false;
    }

    /// Notes numbers.
    static void note(float[] noted, DoubleView now, int start) {
        for (int i = 0; i < noted.length; i++) {
            noted[i] = (float) now.get(start + i);
        }
    }
}
