package io.teleloop.learning.network;

/// Between the layers of a perceptron.
public enum Activation {
    RELU,
    TANH
}
