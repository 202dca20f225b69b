package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How control ticks are told to the model and back. A row's observation is the change since the window's first, which
/// is told apart: most of what is observed hardly changes within a window. Each number of a window is normalised by
/// itself, since changes grow from row to row, and the model expects all to be equally wide.
///
/// @param starts of first observations
/// @param mean of each number of a window
/// @param deviation standard deviation of each number of a window, 0 for one that never differs: it is not made up
record WindowCodec(WindowShape shape, Normaliser starts, float[] mean, float[] deviation) {
    /// What differs less differs by rounding.
    private static final double SMALLEST_DEVIATION = 1e-6;

    /// @param windows raw, at least one
    static WindowCodec of(WindowShape shape, Normaliser starts, List<float[]> windows) {
        float[] mean = new float[shape.size()];
        float[] deviation = new float[shape.size()];
        for (int i = 0; i < mean.length; i++) {
            int place = i;
            double average = windows.stream()
                    .mapToDouble(window -> window[place])
                    .average()
                    .orElseThrow();
            double square = windows.stream()
                    .mapToDouble(window -> (window[place] - average) * (window[place] - average))
                    .average()
                    .orElseThrow();
            mean[i] = (float) average;
            deviation[i] = Math.sqrt(square) < SMALLEST_DEVIATION ? 0 : (float) Math.sqrt(square);
        }
        return new WindowCodec(shape, starts, mean, deviation);
    }

    /// Actions at the limit would be infinite.
    private static final double ACTION_LIMIT = 0.999;

    /// A window in raw units.
    ///
    /// @param ticks as many as a window has rows
    static float[] raw(WindowShape shape, List<Transition> ticks) {
        float[] start = ticks.getFirst().observation();
        float[] window = new float[shape.size()];
        for (int row = 0; row < shape.rows(); row++) {
            Transition tick = ticks.get(row);
            int at = row * shape.row();
            for (int i = 0; i < shape.observation(); i++) {
                window[at + i] = tick.observation()[i] - start[i];
            }
            System.arraycopy(unsquashed(tick.action()), 0, window, at + shape.observation(), shape.action());
            window[at + shape.row() - 2] = tick.reward();
            window[at + shape.row() - 1] = tick.terminal() ? 1 : 0;
        }
        return window;
    }

    /// The number whose tanh an action is, so that a Gaussian's mean and noise may be anywhere.
    static float[] unsquashed(float[] action) {
        float[] unsquashed = new float[action.length];
        for (int i = 0; i < action.length; i++) {
            double a = Math.clamp(action[i], -ACTION_LIMIT, ACTION_LIMIT);
            unsquashed[i] = (float) (0.5 * Math.log((1 + a) / (1 - a)));
        }
        return unsquashed;
    }

    /// @param ticks as many as a window has rows
    float[] encode(List<Transition> ticks) {
        float[] window = raw(shape, ticks);
        for (int i = 0; i < window.length; i++) {
            window[i] = deviation[i] == 0
                    ? 0
                    : Math.clamp((window[i] - mean[i]) / deviation[i], -Normaliser.CLIP, Normaliser.CLIP);
        }
        return window;
    }

    /// @param window as a model made it up
    /// @param start its first observation
    List<Moment> decode(float[] window, float[] start) {
        List<Moment> moments = new ArrayList<>();
        for (int row = 0; row < shape.rows(); row++) {
            float[] raw = new float[shape.row()];
            for (int i = 0; i < raw.length; i++) {
                int at = row * raw.length + i;
                raw[i] = window[at] * deviation[at] + mean[at];
            }
            moments.add(moment(raw, start));
        }
        return moments;
    }

    private Moment moment(float[] raw, float[] start) {
        float[] observation = start.clone();
        for (int i = 0; i < observation.length; i++) {
            observation[i] += raw[i];
        }
        float[] action = Arrays.copyOfRange(raw, shape.observation(), shape.observation() + shape.action());
        for (int i = 0; i < action.length; i++) {
            action[i] = (float) Math.tanh(action[i]);
        }
        return new Moment(observation, action, raw[raw.length - 2], raw[raw.length - 1] > 0.5);
    }
}
