package io.teleloop.learning.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The machine's vectors.
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();

    /// Columns that a product computes at once: two vectors.
    static final int TILE = 2 * COUNT;

    private static final VectorShuffle<Float> ROTATE_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
    private static final VectorShuffle<Float> ROTATE_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
    private static final VectorShuffle<Float> ROTATE_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
    private static final VectorShuffle<Float> ROTATE_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

    private Lanes() {}

    /// Values that a row of `columns` takes.
    static int padded(int columns) {
        return (columns + TILE - 1) / TILE * TILE;
    }

    static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector zero() {
        return FloatVector.zero(SPECIES);
    }

    /// The sum of all lanes, in one order: that of `reduceLanes` differs between the interpreter and the compiler.
    static float sum(FloatVector vector) {
        FloatVector folded = vector;
        if (COUNT > 8) {
            folded = folded.add(folded.rearrange(ROTATE_8));
        }
        if (COUNT > 4) {
            folded = folded.add(folded.rearrange(ROTATE_4));
        }
        if (COUNT > 2) {
            folded = folded.add(folded.rearrange(ROTATE_2));
        }
        return folded.add(folded.rearrange(ROTATE_1)).lane(0);
    }
}
