package io.teleloop.onnx;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Builds one ONNX file, node after node: operator set 17, single precision. Field numbers are those of
/// [onnx.proto3](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3). The same calls give the same bytes.
///
/// The writer does not infer shapes: a runtime refuses a file whose nodes do not fit each other.
public final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT = 1;
    private static final String PRODUCER = "teleloop";

    // ModelProto
    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_PRODUCER = 2;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPERATOR_SET = 8;
    private static final int OPERATOR_SET_VERSION = 2;
    // GraphProto
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_CONSTANT = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    // NodeProto
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    // AttributeProto
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_FLOAT = 2;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT = 2;
    // TensorProto
    private static final int TENSOR_DIMENSION = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_DATA = 9;
    // ValueInfoProto > TypeProto > TypeProto.Tensor > TensorShapeProto > Dimension
    private static final int INFO_NAME = 1;
    private static final int INFO_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_ELEMENT = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;

    private final ProtoMessage graph = new ProtoMessage();
    private final Set<String> names = new HashSet<>();
    private int counter;

    public OnnxGraph(String name) {
        graph.text(GRAPH_NAME, name);
    }

    // --- what goes in and out ---

    /// Declares an input of single-precision numbers.
    public Value input(String name, long... shape) {
        graph.message(GRAPH_INPUT, info(declare(name), shape));
        return new Value(name);
    }

    /// Gives a value to the outside under a name of its own.
    public void output(String name, Value value, long... shape) {
        node("Identity", declare(name), List.of(value));
        graph.message(GRAPH_OUTPUT, info(name, shape));
    }

    /// A tensor that is part of the file; a scalar without a shape.
    ///
    /// @throws IllegalArgumentException when the shape has another number of values
    public Value constant(float[] values, long... shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException("a constant of shape " + Arrays.toString(shape) + " has " + count
                    + " values, " + values.length + " were given");
        }
        ProtoMessage tensor = new ProtoMessage();
        for (long dimension : shape) {
            tensor.integer(TENSOR_DIMENSION, dimension);
        }
        String name = fresh("constant");
        tensor.integer(TENSOR_TYPE, FLOAT)
                .text(TENSOR_NAME, name)
                .bytes(TENSOR_DATA, ProtoMessage.littleEndian(values));
        graph.message(GRAPH_CONSTANT, tensor);
        return new Value(name);
    }

    // --- layers ---

    /// `input x weight + bias`.
    ///
    /// @param input [n, in]
    /// @param weight [in, out]
    /// @param bias one row, or as many as the input
    public Value dense(Value input, Value weight, Value bias) {
        return node("Gemm", List.of(input, weight, bias));
    }

    /// Normalises the last axis to mean 0 and variance 1, then scales and shifts it.
    public Value layerNormalization(Value input, Value scale, Value shift, float epsilon) {
        return node(
                "LayerNormalization",
                List.of(input, scale, shift),
                new Attribute.OfInt("axis", -1),
                new Attribute.OfFloat("epsilon", epsilon));
    }

    // --- element by element; the smaller operand is repeated ---

    public Value add(Value a, Value b) {
        return node("Add", List.of(a, b));
    }

    public Value subtract(Value a, Value b) {
        return node("Sub", List.of(a, b));
    }

    public Value multiply(Value a, Value b) {
        return node("Mul", List.of(a, b));
    }

    public Value divide(Value a, Value b) {
        return node("Div", List.of(a, b));
    }

    public Value scale(Value a, float factor) {
        return multiply(a, constant(new float[] {factor}));
    }

    public Value clip(Value a, float minimum, float maximum) {
        return node("Clip", List.of(a, constant(new float[] {minimum}), constant(new float[] {maximum})));
    }

    public Value relu(Value a) {
        return node("Relu", List.of(a));
    }

    public Value tanh(Value a) {
        return node("Tanh", List.of(a));
    }

    public Value sigmoid(Value a) {
        return node("Sigmoid", List.of(a));
    }

    public Value exp(Value a) {
        return node("Exp", List.of(a));
    }

    /// The replacement where `a` is exactly 0, else `a`.
    public Value replaceZeros(Value a, Value replacement) {
        Value zero = node("Equal", List.of(a, constant(new float[] {0})));
        return node("Where", List.of(zero, replacement, a));
    }

    // --- across elements ---

    /// Joins matrices of equal height, side by side.
    public Value concatenate(List<Value> parts) {
        return node("Concat", parts, new Attribute.OfInt("axis", 1));
    }

    /// For each row the entry of the table at the place of the row's largest number.
    ///
    /// @param scores [n, table size]
    /// @return [n, 1]
    public Value chooseLargest(Value scores, float[] table) {
        Value place =
                node("ArgMax", List.of(scores), new Attribute.OfInt("axis", 1), new Attribute.OfInt("keepdims", 1));
        return node("Gather", List.of(constant(table, table.length), place), new Attribute.OfInt("axis", 0));
    }

    /// The whole file.
    public byte[] toBytes() {
        return new ProtoMessage()
                .integer(MODEL_IR_VERSION, IR_VERSION)
                .text(MODEL_PRODUCER, PRODUCER)
                .message(MODEL_GRAPH, graph)
                .message(MODEL_OPERATOR_SET, new ProtoMessage().integer(OPERATOR_SET_VERSION, OPERATOR_SET))
                .toBytes();
    }

    private Value node(String operator, List<Value> inputs, Attribute... attributes) {
        return node(operator, fresh(operator), inputs, attributes);
    }

    private Value node(String operator, String output, List<Value> inputs, Attribute... attributes) {
        ProtoMessage node = new ProtoMessage();
        for (Value input : inputs) {
            if (!names.contains(input.name())) {
                throw new IllegalArgumentException(
                        operator + " reads '" + input.name() + "', which is no value of this graph");
            }
            node.text(NODE_INPUT, input.name());
        }
        node.text(NODE_OUTPUT, output).text(NODE_NAME, output).text(NODE_OPERATOR, operator);
        for (Attribute attribute : attributes) {
            node.message(NODE_ATTRIBUTE, encode(attribute));
        }
        graph.message(GRAPH_NODE, node);
        return new Value(output);
    }

    private static ProtoMessage encode(Attribute attribute) {
        ProtoMessage message = new ProtoMessage().text(ATTRIBUTE_NAME, attribute.name());
        switch (attribute) {
            case Attribute.OfFloat(String name, float value) ->
                message.single(ATTRIBUTE_FLOAT, value).integer(ATTRIBUTE_TYPE, TYPE_FLOAT);
            case Attribute.OfInt(String name, long value) ->
                message.integer(ATTRIBUTE_INT, value).integer(ATTRIBUTE_TYPE, TYPE_INT);
        }
        return message;
    }

    private static ProtoMessage info(String name, long... shape) {
        ProtoMessage dimensions = new ProtoMessage();
        for (long dimension : shape) {
            dimensions.message(SHAPE_DIMENSION, new ProtoMessage().integer(DIMENSION_VALUE, dimension));
        }
        ProtoMessage tensor = new ProtoMessage().integer(TENSOR_ELEMENT, FLOAT).message(TENSOR_SHAPE, dimensions);
        return new ProtoMessage()
                .text(INFO_NAME, name)
                .message(INFO_TYPE, new ProtoMessage().message(TYPE_TENSOR, tensor));
    }

    private String fresh(String kind) {
        return declare(kind + "_" + counter++);
    }

    private String declare(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the graph has a value '" + name + "' already");
        }
        return name;
    }
}
