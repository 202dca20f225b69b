package io.teleloop.learning.network;

/// How a network that carries noise to data is told how far it has come: sines and cosines of rising frequency.
public final class TimeFeatures {
    private static final int FREQUENCIES = 6;
    public static final int SIZE = 2 * FREQUENCIES;

    private TimeFeatures() {}

    /// @param time 0 at the noise, 1 at the data
    public static float[] of(double time) {
        float[] features = new float[SIZE];
        for (int i = 0; i < FREQUENCIES; i++) {
            double angle = 0.5 * Math.PI * (1 << i) * time;
            features[2 * i] = (float) Math.sin(angle);
            features[2 * i + 1] = (float) Math.cos(angle);
        }
        return features;
    }
}
