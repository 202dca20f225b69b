package io.teleloop.learning.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A tensor whose memory Java fills anew for each update, so that nothing is allocated for inputs.
public final class HostTensor implements AutoCloseable {
    static {
        Torch.load();
    }

    private final int size;
    private final FloatPointer memory;
    private final Tensor tensor;

    public HostTensor(long... shape) {
        size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        try (PointerScope scope = new PointerScope()) {
            memory = Torch.retain(new FloatPointer(size));
            tensor = Torch.retain(torch.from_blob(memory, shape));
        }
    }

    /// The tensor with these values; the same object every time.
    ///
    /// @throws IllegalArgumentException when there are not as many values as the shape has
    public Tensor with(float[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException("a tensor of " + size + " values was given " + values.length);
        }
        memory.put(values);
        return tensor;
    }

    @Override
    public void close() {
        Torch.release(tensor, memory);
    }
}
