package io.teleloop.learning.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The way into libtorch. Its class must be the first of libtorch's world to load: it decides what the native libraries
/// read from their surroundings when they come up. Every class that holds tensors begins with [#load()].
///
/// Whoever computes opens one [PointerScope] for each update: what is made inside it is freed at its end, and what must
/// live longer is retained.
public final class Torch {
    static {
        // The learner is bounded by its replay buffer; javacpp's own limits count the whole process against the heap.
        setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
        exportIfAbsent("OMP_NUM_THREADS", "1");
        if (hasAvx512()) {
            // OpenBLAS knows too few AMD processors and falls back to half the speed.
            exportIfAbsent("OPENBLAS_CORETYPE", "SkylakeX");
        }
        torch.set_num_threads(1);
    }

    private Torch() {}

    /// Loads the native libraries, once.
    public static void load() {}

    /// A new tensor with a copy of the values, row-major. Call it inside a scope.
    public static Tensor tensor(float[] values, long... shape) {
        return torch.from_blob(new FloatPointer(values), shape).clone();
    }

    /// A copy of a tensor's values, row-major. Call it inside a scope.
    public static float[] values(Tensor tensor) {
        float[] values = new float[(int) tensor.numel()];
        tensor.detach().contiguous().data_ptr_float().get(values);
        return values;
    }

    /// A number that outlives every scope.
    public static Scalar scalar(double value) {
        return retain(new Scalar(value));
    }

    /// Takes something out of the scope that it was made in; [#release] gives it back.
    public static <P extends Pointer> P retain(P pointer) {
        return pointer.retainReference();
    }

    public static void release(Pointer... pointers) {
        for (Pointer pointer : pointers) {
            pointer.releaseReference();
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static boolean hasAvx512() {
        Path processors = Path.of("/proc/cpuinfo");
        try {
            return Files.isReadable(processors) && Files.readString(processors).contains("avx512f");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + processors, e);
        }
    }

    /// Native libraries read the process's environment, which Java cannot change by itself.
    @SuppressWarnings("restricted")
    private static void exportIfAbsent(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nameBytes = arena.allocateFrom(name);
            int result = (int) setenv.invokeExact(nameBytes, arena.allocateFrom(value), 0);
            if (result != 0) {
                throw new IllegalStateException("setenv " + name + " failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv " + name + " failed", e);
        }
    }
}
