package io.teleloop.learning.fused;

/// One output, so that products with its weights are inner products.
///
/// @param weights [1, width]
/// @param bias where the bias lies
record SingleOutput(Panels weights, int bias) implements Output {
    @Override
    public int stride() {
        return 1;
    }

    @Override
    public void forward(float[] parameters, float[] input, int rows, float[] output) {
        int width = Lanes.padded(weights.columns());
        for (int row = 0; row < rows; row++) {
            output[row] = Vectors.dot(input, row * width, parameters, weights.offset(), width) + parameters[bias];
        }
    }

    @Override
    public void addGradients(float[] input, float[] outputGradient, int rows, float[] gradient) {
        int width = Lanes.padded(weights.columns());
        for (int row = 0; row < rows; row++) {
            Vectors.addScaled(outputGradient[row], input, row * width, gradient, weights.offset(), width);
            gradient[bias] += outputGradient[row];
        }
    }

    @Override
    public void backward(float[] parameters, float[] turned, float[] outputGradient, int rows, float[] inputGradient) {
        int width = Lanes.padded(weights.columns());
        for (int row = 0; row < rows; row++) {
            Vectors.scale(outputGradient[row], parameters, weights.offset(), inputGradient, row * width, width);
        }
    }
}
