package io.teleloop.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a process that learns must find in its environment, so that its matrix library neither takes every core nor
/// picks slow kernels.
final class LearningEnvironment {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private LearningEnvironment() {}

    static Map<String, String> ofThisMachine() {
        Map<String, String> environment = new HashMap<>();
        environment.put("OMP_NUM_THREADS", "1");
        if (hasWideVectors()) {
            // OpenBLAS does not know newer processors that have AVX-512 and takes their slowest kernels.
            environment.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return environment;
    }

    private static boolean hasWideVectors() {
        try {
            return Files.readString(PROCESSORS).contains(" avx512f");
        } catch (IOException e) {
            return false;
        }
    }
}
