package io.teleloop.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Ends this process without a last word of its native libraries: WebRTC's clean-up at exit looks for a JVM that is
/// gone by then, and complains on the terminal.
final class ProcessEnd {
    private ProcessEnd() {}

    /// Call it when everything is closed. While the JVM ends anyway, for a signal, it waits for that.
    static void exit(int code) {
        if (!endsAlready()) {
            System.out.flush();
            System.err.flush();
            endNow(code);
        }
        System.exit(code);
    }

    private static boolean endsAlready() {
        try {
            Thread probe = Thread.ofPlatform().unstarted(() -> {});
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /// POSIX `_exit`: the kernel's end of a process, without the C library's.
    @SuppressWarnings("restricted") // The launcher allows native access.
    private static void endNow(int code) {
        Linker linker = Linker.nativeLinker();
        MethodHandle end = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("_exit"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            end.invokeExact(code);
        } catch (Throwable e) {
            throw new IllegalStateException("_exit takes an int and throws nothing", e);
        }
    }
}
