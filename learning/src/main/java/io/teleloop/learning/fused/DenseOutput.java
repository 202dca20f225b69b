package io.teleloop.learning.fused;

/// Several outputs.
///
/// @param weights [width, outputs]
/// @param bias where the biases lie
/// @param transposed where the transposed weights lie among the perceptron's
record DenseOutput(Panels weights, int bias, Panels transposed) implements Output {
    @Override
    public int stride() {
        return Lanes.padded(weights.columns());
    }

    @Override
    public void forward(float[] parameters, float[] input, int rows, float[] output) {
        Products.times(input, Lanes.padded(weights.rows()), rows, parameters, weights, parameters, bias, output);
    }

    @Override
    public void addGradients(float[] input, float[] outputGradient, int rows, float[] gradient) {
        Products.transposedTimes(input, Lanes.padded(weights.rows()), outputGradient, rows, gradient, weights);
        Vectors.addRows(outputGradient, rows, stride(), gradient, bias);
    }

    @Override
    public void backward(float[] parameters, float[] turned, float[] outputGradient, int rows, float[] inputGradient) {
        Products.times(outputGradient, stride(), rows, turned, transposed, null, 0, inputGradient);
    }
}
