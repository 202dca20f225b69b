package io.teleloop.sim.camera;

import java.util.Arrays;

/// For each sample the nearest triangle and its nearness.
///
/// Nearness is any quantity that is larger for nearer points and affine in screen coordinates: 1/depth in
/// perspective, height above the ground plane of a parallel projection.
final class DepthBuffer {
    static final int NOTHING = -1;

    final int width;
    final int height;
    final float[] nearness;
    final int[] triangle;
    /// The rectangle that was drawn into since the last restore.
    private int touchedLeft;
    private int touchedTop;
    private int touchedRight;
    private int touchedBottom;
    private final float[] edgeX = new float[3];
    private final float[] edgeY = new float[3];
    private final float[] edge = new float[3];

    DepthBuffer(int width, int height) {
        this.width = width;
        this.height = height;
        nearness = new float[width * height];
        triangle = new int[width * height];
    }

    void clear(float farthest) {
        Arrays.fill(nearness, farthest);
        Arrays.fill(triangle, NOTHING);
        touched(0, 0, width - 1, height - 1);
    }

    /// Becomes equal to `original` again, if only draw has been called since it last was.
    void restore(DepthBuffer original) {
        for (int row = touchedTop; row <= touchedBottom; row++) {
            int start = row * width + touchedLeft;
            int length = touchedRight - touchedLeft + 1;
            System.arraycopy(original.nearness, start, nearness, start, length);
            System.arraycopy(original.triangle, start, triangle, start, length);
        }
        touched(width, height, -1, -1);
    }

    private void touched(int left, int top, int right, int bottom) {
        touchedLeft = left;
        touchedTop = top;
        touchedRight = right;
        touchedBottom = bottom;
    }

    /// Draws one triangle; sample (i, j) lies at (i + 0.5, j + 0.5).
    ///
    /// @param x     of the three corners, like y
    /// @param plane nearness = plane.x * x + plane.y * y + plane.constant
    /// @param id    is stored where the triangle is nearest
    void draw(float[] x, float[] y, AffineFunction plane, int id) {
        float area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
        float sign = area > 0 ? 1 : -1;
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            edgeX[i] = sign * (y[i] - y[j]);
            edgeY[i] = sign * (x[j] - x[i]);
            edge[i] = -(edgeX[i] * x[i] + edgeY[i] * y[i]);
        }
        int top = Math.max(0, (int) Math.ceil(Math.min(y[0], Math.min(y[1], y[2])) - 0.5f));
        int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y[0], Math.max(y[1], y[2])) - 0.5f));
        float leftmost = Math.max(0.5f, Math.min(x[0], Math.min(x[1], x[2])));
        float rightmost = Math.min(width - 0.5f, Math.max(x[0], Math.max(x[1], x[2])));
        if (top > bottom || leftmost > rightmost) {
            return;
        }
        touched(
                Math.min(touchedLeft, (int) leftmost),
                Math.min(touchedTop, top),
                Math.max(touchedRight, (int) rightmost),
                Math.max(touchedBottom, bottom));
        for (int row = top; row <= bottom; row++) {
            drawRow(row, leftmost, rightmost, plane, id);
        }
    }

    private void drawRow(int row, float leftmost, float rightmost, AffineFunction plane, int id) {
        float y = row + 0.5f;
        float left = leftmost;
        float right = rightmost;
        for (int i = 0; i < 3; i++) {
            float rest = edgeY[i] * y + edge[i];
            if (edgeX[i] > 0) {
                left = Math.max(left, -rest / edgeX[i]);
            } else if (edgeX[i] < 0) {
                right = Math.min(right, -rest / edgeX[i]);
            } else if (rest < 0) {
                return;
            }
        }
        int from = (int) Math.ceil(left - 0.5f);
        int to = (int) Math.floor(right - 0.5f);
        // Locals, because the compiler does not keep fields in registers across the stores below.
        float[] nearest = nearness;
        int[] owner = triangle;
        float slope = plane.x;
        float constant = plane.y * y + plane.constant;
        int start = row * width;
        for (int column = from; column <= to; column++) {
            float value = slope * (column + 0.5f) + constant;
            if (value > nearest[start + column]) {
                nearest[start + column] = value;
                owner[start + column] = id;
            }
        }
    }
}
