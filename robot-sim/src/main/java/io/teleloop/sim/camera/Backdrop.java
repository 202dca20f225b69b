package io.teleloop.sim.camera;

/// What a camera that never moves sees of things that never move: drawn once, for every picture after it.
///
/// Only the shadows on it change, so each pixel is kept in full sun and in shadow.
final class Backdrop {
    private final DepthBuffer buffer;
    private final int[] sunny;
    private final int[] shadowed;

    /// @param drawn   the fixed things alone
    /// @param samples of the buffer a pixel, in each direction
    Backdrop(DepthBuffer drawn, int samples, Shader shader) {
        buffer = new DepthBuffer(drawn.width, drawn.height);
        System.arraycopy(drawn.nearness, 0, buffer.nearness, 0, drawn.nearness.length);
        System.arraycopy(drawn.triangle, 0, buffer.triangle, 0, drawn.triangle.length);
        int width = drawn.width / samples;
        int height = drawn.height / samples;
        sunny = new int[width * height];
        shadowed = new int[width * height];
        for (int pixel = 0; pixel < sunny.length; pixel++) {
            int x = pixel % width * samples;
            int y = pixel / width * samples;
            int sample = y * drawn.width + x;
            int opposite = sample + (samples - 1) * (drawn.width + 1);
            float nearness = (drawn.nearness[sample] + drawn.nearness[opposite]) / 2;
            float middle = samples / 2f;
            sunny[pixel] = shader.shade(drawn.triangle[sample], nearness, x + middle, y + middle, 1);
            shadowed[pixel] = shader.shade(drawn.triangle[sample], nearness, x + middle, y + middle, 0);
        }
    }

    DepthBuffer buffer() {
        return buffer;
    }

    /// Whether the sun matters at a pixel.
    boolean canBeShadowed(int pixel) {
        return sunny[pixel] != shadowed[pixel];
    }

    /// A pixel's colour.
    ///
    /// @param sunlight share of the sun's light that reaches it, 0 to 1
    int colour(int pixel, float sunlight) {
        if (sunlight == 1) {
            return sunny[pixel];
        }
        if (sunlight == 0) {
            return shadowed[pixel];
        }
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int dark = (shadowed[pixel] >> shift) & 0xff;
            int bright = (sunny[pixel] >> shift) & 0xff;
            colour |= Math.round(dark + sunlight * (bright - dark)) << shift;
        }
        return colour;
    }
}
