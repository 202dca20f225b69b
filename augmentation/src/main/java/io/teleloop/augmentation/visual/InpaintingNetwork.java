package io.teleloop.augmentation.visual;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.teleloop.contract.Sha256;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A network that paints what is masked anew, in ONNX Runtime on the calling thread.
///
/// Inputs: `image` [1, 3, height, width], red green blue from 0 to 1, and `mask` [1, 1, height, width], 1 where
/// it is to paint. Output: `painted`, like `image`; only its masked pixels are used. Not thread-safe.
public final class InpaintingNetwork implements AutoCloseable {
    private static final String IMAGE = "image";
    private static final String MASK = "mask";
    private static final String PAINTED = "painted";
    private static final int CHANNELS = 3;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private InpaintingNetwork(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread adds up in one order: the same picture gives the same bytes.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
        }
    }

    /// @param sha256 of the file, lower-case hexadecimal: a provenance that names the network says which one it was
    /// @throws IllegalArgumentException when the file is another one, or no such network
    public static InpaintingNetwork load(Path model, String sha256) {
        try {
            byte[] bytes = Files.readAllBytes(model);
            String found = Sha256.hex(bytes);
            if (!found.equals(sha256)) {
                throw new IllegalArgumentException(
                        "network " + model + " has the hash " + found + ", the recipe names " + sha256);
            }
            InpaintingNetwork network = new InpaintingNetwork(bytes);
            network.check(model);
            return network;
        } catch (IOException | OrtException e) {
            throw new IllegalArgumentException("network " + model + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void check(Path model) throws OrtException {
        Set<String> inputs = session.getInputNames();
        Set<String> outputs = session.getOutputNames();
        if (!inputs.equals(Set.of(IMAGE, MASK)) || !outputs.contains(PAINTED)) {
            session.close();
            throw new IllegalArgumentException("network " + model + " has the inputs " + inputs + " and the outputs "
                    + outputs + "; it must have image and mask, and painted");
        }
    }

    /// Paints the masked pixels, and leaves the others as they are.
    ///
    /// @param pixels 0xRRGGBB, row by row; changed in place
    /// @param mask what to paint, a pixel
    /// @throws IllegalStateException when the network cannot do pictures of this size
    void paint(int[] pixels, boolean[] mask, int width, int height) {
        int area = width * height;
        float[] image = new float[CHANNELS * area];
        float[] masked = new float[area];
        for (int pixel = 0; pixel < area; pixel++) {
            Colour colour = Colour.of(pixels[pixel]);
            image[pixel] = colour.red();
            image[area + pixel] = colour.green();
            image[2 * area + pixel] = colour.blue();
            masked[pixel] = mask[pixel] ? 1 : 0;
        }
        float[] painted = new float[CHANNELS * area];
        try (OnnxTensor imageIn = tensor(image, CHANNELS, height, width);
                OnnxTensor maskIn = tensor(masked, 1, height, width);
                OrtSession.Result result = session.run(Map.of(IMAGE, imageIn, MASK, maskIn), Set.of(PAINTED))) {
            OnnxValue out = result.get(0);
            if (!(out instanceof OnnxTensor tensor) || tensor.getFloatBuffer().remaining() != painted.length) {
                throw new IllegalStateException("the network's output is no picture of " + width + " x " + height);
            }
            tensor.getFloatBuffer().get(painted);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "the network cannot paint a picture of " + width + " x " + height + ": " + e.getMessage(), e);
        }
        for (int pixel = 0; pixel < area; pixel++) {
            if (mask[pixel]) {
                pixels[pixel] = new Colour(painted[pixel], painted[area + pixel], painted[2 * area + pixel]).rgb();
            }
        }
    }

    private OnnxTensor tensor(float[] values, long channels, long height, long width) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, channels, height, width});
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the network cannot be closed", e);
        }
    }
}
