package io.teleloop.learning.network;

import java.util.List;

/// Brings raw features to comparable size: clip((x - mean) / deviation, -[#CLIP], [#CLIP]). It is taken from the first
/// demonstrations, never changes after, and is baked into exported networks.
///
/// @param mean of each feature
/// @param deviation standard deviation of each feature, with a floor
public record Normaliser(float[] mean, float[] deviation) {
    public static final float CLIP = 10;

    /// Features that hardly move in the demonstrations must not blow up when they do.
    private static final double DEVIATION_FLOOR = 1e-3;

    public Normaliser {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "a normaliser has " + mean.length + " means and " + deviation.length + " deviations");
        }
    }

    /// Changes nothing but what is outside of the clip.
    public static Normaliser identity(int size) {
        float[] ones = new float[size];
        java.util.Arrays.fill(ones, 1);
        return new Normaliser(new float[size], ones);
    }

    /// @param observations at least one, all of the same size
    public static Normaliser of(List<float[]> observations) {
        int size = observations.getFirst().length;
        float[] mean = new float[size];
        float[] deviation = new float[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (float[] observation : observations) {
                sum += observation[i];
            }
            double average = sum / observations.size();
            double squares = 0;
            for (float[] observation : observations) {
                squares += (observation[i] - average) * (observation[i] - average);
            }
            mean[i] = (float) average;
            deviation[i] = (float) Math.max(DEVIATION_FLOOR, Math.sqrt(squares / observations.size()));
        }
        return new Normaliser(mean, deviation);
    }

    public int size() {
        return mean.length;
    }

    public float[] apply(float[] raw) {
        float[] normalised = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            normalised[i] = Math.clamp((raw[i] - mean[i]) / deviation[i], -CLIP, CLIP);
        }
        return normalised;
    }
}
