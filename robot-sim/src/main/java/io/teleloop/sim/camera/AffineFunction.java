package io.teleloop.sim.camera;

/// f(x, y) = x * x-slope + y * y-slope + constant, made from its values at three points. Reused to spare allocations.
final class AffineFunction {
    float x;
    float y;
    float constant;

    float at(float px, float py) {
        return x * px + y * py + constant;
    }

    /// Fits the function to `values` at the corners; the corners must not lie on one line.
    void fit(float[] cornerX, float[] cornerY, float[] values) {
        float dx1 = cornerX[1] - cornerX[0];
        float dy1 = cornerY[1] - cornerY[0];
        float dx2 = cornerX[2] - cornerX[0];
        float dy2 = cornerY[2] - cornerY[0];
        float inverse = 1 / (dx1 * dy2 - dx2 * dy1);
        float dv1 = values[1] - values[0];
        float dv2 = values[2] - values[0];
        x = (dv1 * dy2 - dv2 * dy1) * inverse;
        y = (dv2 * dx1 - dv1 * dx2) * inverse;
        constant = values[0] - x * cornerX[0] - y * cornerY[0];
    }
}
