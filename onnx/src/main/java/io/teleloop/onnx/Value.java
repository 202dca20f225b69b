package io.teleloop.onnx;

/// A tensor in a graph: an input, a constant or what a node computes.
///
/// @param name unique in its graph
public record Value(String name) {}
