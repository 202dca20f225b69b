package io.teleloop.policy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.teleloop.contract.policy.PolicyCard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// One ONNX file in ONNX Runtime, on the calling thread, with inputs and outputs at fixed places in memory: a call
/// allocates next to nothing.
final class Network implements AutoCloseable {
    private static final String OBSERVATION = "observation";
    private static final String BASE_ACTION = "base_action";
    private static final String NOISE = "noise";
    private static final String ACTION = "action";

    private final String name;
    private final OrtSession session;
    private final Map<String, FloatBuffer> buffers = new HashMap<>();
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxValue> outputs = new HashMap<>();

    private Network(PolicyCard card, OrtSession session) {
        this.name = card.name();
        this.session = session;
    }

    /// Loads a model and runs it once.
    ///
    /// @throws PolicyFaultException when it is no ONNX file, does not fit its card, or cannot be run
    static Network open(PolicyCard card, byte[] model) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Network network;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            network = new Network(card, environment.createSession(model, options));
        } catch (OrtException e) {
            throw new PolicyFaultException("the model of policy " + card.name() + " cannot be loaded", e);
        }
        try {
            network.place(environment, shapes(card), Map.of(ACTION, actionSize(card)));
            network.call();
            return network;
        } catch (OrtException | RuntimeException e) {
            network.close();
            if (e instanceof PolicyFaultException fault) {
                throw fault;
            }
            throw new PolicyFaultException("the model of policy " + card.name() + " cannot be prepared", e);
        }
    }

    void observe(float[] observation) {
        buffer(OBSERVATION).put(0, observation);
    }

    void above(float[] baseAction) {
        buffer(BASE_ACTION).put(0, baseAction);
    }

    void noise(float[] noise) {
        buffer(NOISE).put(0, noise);
    }

    /// Runs the network on what was put in last.
    ///
    /// @return every action of the chunk, finite
    float[] call() {
        try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
            float[] actions = new float[buffer(ACTION).capacity()];
            buffer(ACTION).get(0, actions);
            for (int i = 0; i < actions.length; i++) {
                if (!Float.isFinite(actions[i])) {
                    throw new PolicyFaultException(
                            "policy " + name + " decided " + actions[i] + " at place " + i + " of its output");
                }
            }
            return actions;
        } catch (OrtException e) {
            throw new PolicyFaultException("policy " + name + " cannot be run", e);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxValue::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new PolicyFaultException("policy " + name + " cannot be closed", e);
        }
    }

    private static Map<String, Integer> shapes(PolicyCard card) {
        Map<String, Integer> sizes = new HashMap<>();
        sizes.put(OBSERVATION, card.observation().size());
        if (card.base() != null) {
            sizes.put(BASE_ACTION, card.action().size());
        }
        if (card.model().noiseSize() > 0) {
            sizes.put(NOISE, card.model().noiseSize());
        }
        return sizes;
    }

    private static int actionSize(PolicyCard card) {
        return card.model().chunk() * card.action().size();
    }

    private void place(OrtEnvironment environment, Map<String, Integer> inputSizes, Map<String, Integer> outputSizes)
            throws OrtException {
        requireShapes("inputs", inputSizes, session.getInputInfo());
        requireShapes("outputs", outputSizes, session.getOutputInfo());
        for (Map.Entry<String, Integer> input : inputSizes.entrySet()) {
            inputs.put(input.getKey(), pin(environment, input.getKey(), input.getValue()));
        }
        for (Map.Entry<String, Integer> output : outputSizes.entrySet()) {
            outputs.put(output.getKey(), pin(environment, output.getKey(), output.getValue()));
        }
    }

    private OnnxTensor pin(OrtEnvironment environment, String place, int size) throws OrtException {
        FloatBuffer buffer = ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffers.put(place, buffer);
        return OnnxTensor.createTensor(environment, buffer, new long[] {1, size});
    }

    private void requireShapes(String side, Map<String, Integer> expected, Map<String, NodeInfo> found) {
        boolean fits = expected.keySet().equals(found.keySet())
                && found.entrySet().stream()
                        .allMatch(entry -> isRow(entry.getValue(), expected.getOrDefault(entry.getKey(), 0)));
        if (!fits) {
            throw new PolicyFaultException("the model of policy " + name + " has the " + side + " " + found.values()
                    + ", its card asks for single-precision rows of the sizes " + expected);
        }
    }

    /// A dimension of -1 takes any size.
    private static boolean isRow(NodeInfo node, int size) {
        return node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 2
                && (tensor.getShape()[0] == 1 || tensor.getShape()[0] == -1)
                && (tensor.getShape()[1] == size || tensor.getShape()[1] == -1);
    }

    private FloatBuffer buffer(String place) {
        FloatBuffer buffer = buffers.get(place);
        if (buffer == null) {
            throw new IllegalStateException("policy " + name + " has no input or output " + place);
        }
        return buffer;
    }
}
