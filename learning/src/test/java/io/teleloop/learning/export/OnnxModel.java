package io.teleloop.learning.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;

/// An exported network in the runtime that robots use.
public final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    public OnnxModel(byte[] onnx) throws OrtException {
        session = environment.createSession(onnx);
    }

    /// What it decides for one row of each input.
    public float[] action(Map<String, float[]> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, float[]> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, new float[][] {input.getValue()}));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return ((float[][]) result.get(0).getValue())[0];
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
