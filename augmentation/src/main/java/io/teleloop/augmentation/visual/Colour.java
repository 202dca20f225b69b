package io.teleloop.augmentation.visual;

import java.util.random.RandomGenerator;

/// Linear shares of red, green and blue, 0 to 1 before they are packed.
record Colour(float red, float green, float blue) {
    static Colour random(RandomGenerator random) {
        return new Colour(random.nextFloat(), random.nextFloat(), random.nextFloat());
    }

    static Colour of(int rgb) {
        return new Colour(((rgb >> 16) & 0xff) / 255f, ((rgb >> 8) & 0xff) / 255f, (rgb & 0xff) / 255f);
    }

    Colour times(float factor) {
        return new Colour(red * factor, green * factor, blue * factor);
    }

    Colour times(Colour other) {
        return new Colour(red * other.red, green * other.green, blue * other.blue);
    }

    /// As bright as it looks (Rec. 601).
    float luma() {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    /// 0xRRGGBB.
    int rgb() {
        return (channel(red) << 16) | (channel(green) << 8) | channel(blue);
    }

    private static int channel(float value) {
        return Math.clamp(Math.round(255 * value), 0, 255);
    }
}
