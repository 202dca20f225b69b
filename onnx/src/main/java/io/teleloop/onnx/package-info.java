/// Writes [ONNX](https://github.com/onnx/onnx/blob/main/docs/IR.md) files, so that a network that was trained here runs
/// in any ONNX runtime.
///
/// ```java
/// OnnxGraph graph = new OnnxGraph("policy");
/// Value observation = graph.input("observation", 1, 32);
/// Value weight = graph.constant(weights, 32, 7); // row after row
/// Value action = graph.tanh(graph.dense(observation, weight, graph.constant(biases, 7)));
/// graph.output("action", action, 1, 7);
/// byte[] file = graph.toBytes();
/// ```
@NullMarked
package io.teleloop.onnx;

import org.jspecify.annotations.NullMarked;
