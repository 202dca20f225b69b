package io.teleloop.learning.fused;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Matrix products. Each computes its result in tiles that stay in registers over the whole depth, so every value is
/// one chain of fused multiply-adds in rising order of depth.
final class Products {
    /// Rows that [#times] computes at once: left operand and result must have room for a multiple of it, and what
    /// stands behind the last row of the result is overwritten.
    static final int ROWS = 6;

    private static final float[] NO_BIAS = new float[Lanes.TILE];

    private Products() {}

    /// Rows with those that a tile overwrites.
    static int padded(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    /// c = a b + bias.
    ///
    /// @param a [rows, b.rows], row-major
    /// @param aStride values from one row of a to the next
    /// @param bias at `biasAt` one value a column, null for none
    /// @param c [rows, b.columns], row-major, rows padded
    static void times(
            float[] a,
            int aStride,
            int rows,
            float[] packed,
            Panels b,
            float @Nullable [] bias,
            int biasAt,
            float[] c) {
        int cStride = Lanes.padded(b.columns());
        for (int column = 0; column < b.columns(); column += Lanes.TILE) {
            float[] start = bias == null ? NO_BIAS : bias;
            int startAt = bias == null ? 0 : biasAt + column;
            for (int row = 0; row < rows; row += ROWS) {
                int to = row * cStride + column;
                sixRows(a, row * aStride, aStride, b.rows(), packed, b.panel(column), start, startAt, c, to, cStride);
            }
        }
    }

    private static void sixRows(
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] b,
            int bAt,
            float[] start,
            int startAt,
            float[] c,
            int cAt,
            int cStride) {
        FloatVector left0 = Lanes.load(start, startAt);
        FloatVector left1 = left0;
        FloatVector left2 = left0;
        FloatVector left3 = left0;
        FloatVector left4 = left0;
        FloatVector left5 = left0;
        FloatVector right0 = Lanes.load(start, startAt + Lanes.COUNT);
        FloatVector right1 = right0;
        FloatVector right2 = right0;
        FloatVector right3 = right0;
        FloatVector right4 = right0;
        FloatVector right5 = right0;
        for (int k = 0; k < depth; k++) {
            FloatVector bLeft = Lanes.load(b, bAt + k * Lanes.TILE);
            FloatVector bRight = Lanes.load(b, bAt + k * Lanes.TILE + Lanes.COUNT);
            FloatVector a0 = Lanes.all(a[aAt + k]);
            left0 = a0.fma(bLeft, left0);
            right0 = a0.fma(bRight, right0);
            FloatVector a1 = Lanes.all(a[aAt + aStride + k]);
            left1 = a1.fma(bLeft, left1);
            right1 = a1.fma(bRight, right1);
            FloatVector a2 = Lanes.all(a[aAt + 2 * aStride + k]);
            left2 = a2.fma(bLeft, left2);
            right2 = a2.fma(bRight, right2);
            FloatVector a3 = Lanes.all(a[aAt + 3 * aStride + k]);
            left3 = a3.fma(bLeft, left3);
            right3 = a3.fma(bRight, right3);
            FloatVector a4 = Lanes.all(a[aAt + 4 * aStride + k]);
            left4 = a4.fma(bLeft, left4);
            right4 = a4.fma(bRight, right4);
            FloatVector a5 = Lanes.all(a[aAt + 5 * aStride + k]);
            left5 = a5.fma(bLeft, left5);
            right5 = a5.fma(bRight, right5);
        }
        store(left0, right0, c, cAt);
        store(left1, right1, c, cAt + cStride);
        store(left2, right2, c, cAt + 2 * cStride);
        store(left3, right3, c, cAt + 3 * cStride);
        store(left4, right4, c, cAt + 4 * cStride);
        store(left5, right5, c, cAt + 5 * cStride);
    }

    /// c = aᵀ b: the gradient of weights, from a layer's input and the gradient of its output.
    ///
    /// @param a [rows, c.rows], row-major, its padding 0
    /// @param aStride values from one row of a to the next, at least c.height
    /// @param b [rows, c.columns], row-major
    static void transposedTimes(float[] a, int aStride, float[] b, int rows, float[] packed, Panels c) {
        int bStride = Lanes.padded(c.columns());
        for (int column = 0; column < c.columns(); column += Lanes.TILE) {
            for (int row = 0; row < c.height(); row += Panels.ROWS) {
                eightColumns(a, row, aStride, rows, b, column, bStride, packed, c.panel(column) + row * Lanes.TILE);
            }
        }
    }

    private static void eightColumns(
            float[] a, int aAt, int aStride, int depth, float[] b, int bAt, int bStride, float[] c, int cAt) {
        FloatVector left0 = Lanes.zero();
        FloatVector left1 = left0;
        FloatVector left2 = left0;
        FloatVector left3 = left0;
        FloatVector left4 = left0;
        FloatVector left5 = left0;
        FloatVector left6 = left0;
        FloatVector left7 = left0;
        FloatVector right0 = left0;
        FloatVector right1 = left0;
        FloatVector right2 = left0;
        FloatVector right3 = left0;
        FloatVector right4 = left0;
        FloatVector right5 = left0;
        FloatVector right6 = left0;
        FloatVector right7 = left0;
        for (int k = 0; k < depth; k++) {
            FloatVector bLeft = Lanes.load(b, bAt + k * bStride);
            FloatVector bRight = Lanes.load(b, bAt + k * bStride + Lanes.COUNT);
            int at = aAt + k * aStride;
            FloatVector a0 = Lanes.all(a[at]);
            left0 = a0.fma(bLeft, left0);
            right0 = a0.fma(bRight, right0);
            FloatVector a1 = Lanes.all(a[at + 1]);
            left1 = a1.fma(bLeft, left1);
            right1 = a1.fma(bRight, right1);
            FloatVector a2 = Lanes.all(a[at + 2]);
            left2 = a2.fma(bLeft, left2);
            right2 = a2.fma(bRight, right2);
            FloatVector a3 = Lanes.all(a[at + 3]);
            left3 = a3.fma(bLeft, left3);
            right3 = a3.fma(bRight, right3);
            FloatVector a4 = Lanes.all(a[at + 4]);
            left4 = a4.fma(bLeft, left4);
            right4 = a4.fma(bRight, right4);
            FloatVector a5 = Lanes.all(a[at + 5]);
            left5 = a5.fma(bLeft, left5);
            right5 = a5.fma(bRight, right5);
            FloatVector a6 = Lanes.all(a[at + 6]);
            left6 = a6.fma(bLeft, left6);
            right6 = a6.fma(bRight, right6);
            FloatVector a7 = Lanes.all(a[at + 7]);
            left7 = a7.fma(bLeft, left7);
            right7 = a7.fma(bRight, right7);
        }
        store(left0, right0, c, cAt);
        store(left1, right1, c, cAt + Lanes.TILE);
        store(left2, right2, c, cAt + 2 * Lanes.TILE);
        store(left3, right3, c, cAt + 3 * Lanes.TILE);
        store(left4, right4, c, cAt + 4 * Lanes.TILE);
        store(left5, right5, c, cAt + 5 * Lanes.TILE);
        store(left6, right6, c, cAt + 6 * Lanes.TILE);
        store(left7, right7, c, cAt + 7 * Lanes.TILE);
    }

    /// c = a bᵀ for some rows of b.
    ///
    /// @param a [rows, b.columns], row-major
    /// @param first row of b
    /// @param c [rows, count], overwritten
    static void timesTransposed(float[] a, int rows, float[] packed, Panels b, int first, int count, float[] c) {
        int aStride = Lanes.padded(b.columns());
        int panelSize = b.height() * Lanes.TILE;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < count; i++) {
                FloatVector left = Lanes.zero();
                FloatVector right = Lanes.zero();
                int bAt = b.index(first + i, 0);
                for (int k = row * aStride; k < (row + 1) * aStride; k += Lanes.TILE) {
                    left = Lanes.load(a, k).fma(Lanes.load(packed, bAt), left);
                    right = Lanes.load(a, k + Lanes.COUNT).fma(Lanes.load(packed, bAt + Lanes.COUNT), right);
                    bAt += panelSize;
                }
                c[row * count + i] = Lanes.sum(left.add(right));
            }
        }
    }

    private static void store(FloatVector left, FloatVector right, float[] c, int at) {
        left.intoArray(c, at);
        right.intoArray(c, at + Lanes.COUNT);
    }
}
