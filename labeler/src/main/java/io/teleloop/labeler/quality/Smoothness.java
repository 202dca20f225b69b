package io.teleloop.labeler.quality;

/// Spectral arc length of a speed profile, SPARC (Balasubramanian, Melendez-Calderon, Roby-Brami, Burdet 2015,
/// "On the analysis of movement smoothness", J. NeuroEngineering and Rehabilitation 12:112), with that paper's
/// constants: zero padding by 2^4, cut-off 10 Hz, amplitudes from 5 % of the largest. A single smooth reach
/// has about -1.6; every submovement and every tremor makes it more negative.
final class Smoothness {
    private static final int PADDING = 4;
    private static final double CUT_OFF = 10;
    private static final double AMPLITUDE = 0.05;

    private Smoothness() {}

    /// @param speed one value a sample, not negative
    /// @param rate samples a second
    /// @return dimensionless, negative; 0 for what never moves
    static double sparc(double[] speed, double rate) {
        int bins = Integer.highestOneBit(Math.max(1, 2 * speed.length - 1)) << PADDING;
        int used = 1 + (int) Math.min(bins / 2.0, Math.floor(CUT_OFF * bins / rate));
        double[] spectrum = spectrum(speed, bins, used);
        double largest = 0;
        for (double amplitude : spectrum) {
            largest = Math.max(largest, amplitude);
        }
        if (largest == 0) {
            return 0;
        }
        int first = 0;
        int last = used - 1;
        while (spectrum[first] < AMPLITUDE * largest) {
            first++;
        }
        while (spectrum[last] < AMPLITUDE * largest) {
            last--;
        }
        double length = 0;
        for (int i = first + 1; i <= last; i++) {
            length += Math.hypot(1.0 / (last - first), (spectrum[i] - spectrum[i - 1]) / largest);
        }
        return -length;
    }

    /// Amplitudes of the lowest frequencies of the padded signal.
    private static double[] spectrum(double[] signal, int bins, int used) {
        double[] real = new double[bins];
        double[] imaginary = new double[bins];
        System.arraycopy(signal, 0, real, 0, signal.length);
        transform(real, imaginary);
        double[] spectrum = new double[used];
        for (int k = 0; k < used; k++) {
            spectrum[k] = Math.hypot(real[k], imaginary[k]);
        }
        return spectrum;
    }

    /// Fourier transform in place (Cooley and Tukey 1965).
    ///
    /// @param real of a length that is a power of two
    private static void transform(double[] real, double[] imaginary) {
        int n = real.length;
        for (int i = 0, j = 0; i < n; i++) {
            if (i < j) {
                double swap = real[i];
                real[i] = real[j];
                real[j] = swap;
            }
            int bit = n >> 1;
            while (bit > 0 && (j & bit) != 0) {
                j ^= bit;
                bit >>= 1;
            }
            j |= bit;
        }
        for (int size = 2; size <= n; size <<= 1) {
            int half = size / 2;
            for (int k = 0; k < half; k++) {
                double cosine = Math.cos(-2 * Math.PI * k / size);
                double sine = Math.sin(-2 * Math.PI * k / size);
                for (int i = k; i < n; i += size) {
                    double re = real[i + half] * cosine - imaginary[i + half] * sine;
                    double im = real[i + half] * sine + imaginary[i + half] * cosine;
                    real[i + half] = real[i] - re;
                    imaginary[i + half] = imaginary[i] - im;
                    real[i] += re;
                    imaginary[i] += im;
                }
            }
        }
    }
}
