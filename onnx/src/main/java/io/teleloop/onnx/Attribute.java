package io.teleloop.onnx;

/// A setting of a node.
sealed interface Attribute {
    String name();

    record OfInt(String name, long value) implements Attribute {}

    record OfFloat(String name, float value) implements Attribute {}
}
