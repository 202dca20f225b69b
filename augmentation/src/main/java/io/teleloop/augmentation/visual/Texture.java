package io.teleloop.augmentation.visual;

import io.teleloop.sim.geometry.Vec3;
import java.util.random.RandomGenerator;

/// A solid texture: a colour for each point of an object's own frame, so it moves along with the object.
///
/// @param cell size of its pattern (m)
record Texture(Pattern pattern, Colour one, Colour other, double cell) {
    private static final double FINEST = 0.004;
    private static final double COARSEST = 0.02;

    enum Pattern {
        PLAIN,
        STRIPES,
        CHECKER,
        SPECKLE
    }

    static Texture random(RandomGenerator random) {
        Pattern pattern = Pattern.values()[random.nextInt(Pattern.values().length)];
        return new Texture(pattern, Colour.random(random), Colour.random(random), random.nextDouble(FINEST, COARSEST));
    }

    Colour at(Vec3 point) {
        long x = (long) Math.floor(point.x() / cell);
        long y = (long) Math.floor(point.y() / cell);
        long z = (long) Math.floor(point.z() / cell);
        boolean first =
                switch (pattern) {
                    case PLAIN -> true;
                    case STRIPES -> (x & 1) == 0;
                    case CHECKER -> ((x + y + z) & 1) == 0;
                    case SPECKLE -> ((x * 73856093L ^ y * 19349663L ^ z * 83492791L) >> 4 & 1) == 0;
                };
        return first ? one : other;
    }
}
