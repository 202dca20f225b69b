package io.teleloop.learning.fused;

/// The last layer of a perceptron: it has neither norm nor activation.
sealed interface Output permits DenseOutput, SingleOutput {
    /// Values from one row of the output to the next.
    int stride();

    /// @param input [rows, width]
    /// @param output [rows, stride], written
    void forward(float[] parameters, float[] input, int rows, float[] output);

    /// Adds the gradients of weights and biases; the weights' is overwritten where it is a matrix.
    ///
    /// @param outputGradient [rows, stride]
    void addGradients(float[] input, float[] outputGradient, int rows, float[] gradient);

    /// @param turned transposed weights of the perceptron
    /// @param inputGradient [rows, width], written
    void backward(float[] parameters, float[] turned, float[] outputGradient, int rows, float[] inputGradient);
}
