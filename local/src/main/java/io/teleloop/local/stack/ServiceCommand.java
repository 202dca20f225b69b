package io.teleloop.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line that runs a module's jar in a JVM of its own.
final class ServiceCommand {
    private static final List<String> ALWAYS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC");
    private static final String COMPILED_QUICKLY = "-XX:TieredStopAtLevel=1";
    /// The compiled physics engine has methods that are larger than HotSpot compiles by default.
    private static final String HUGE_METHODS_TOO = "-XX:-DontCompileHugeMethods";

    private static final List<String> LEARNING = List.of(
            "--add-modules=jdk.incubator.vector",
            // The library would otherwise stop at the memory of the Java heap.
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dorg.bytedeco.javacpp.maxBytes=0");

    private ServiceCommand() {}

    /// For a service that mostly waits: compiled quickly rather than well, so that it starts with two thirds of the
    /// processor time.
    ///
    /// @param heapMegabytes largest heap
    static List<String> of(Path home, String module, int heapMegabytes) {
        return command(home, module, heapMegabytes, List.of(COMPILED_QUICKLY));
    }

    /// For a service that computes for minutes.
    static List<String> ofComputing(Path home, String module, int heapMegabytes) {
        return command(home, module, heapMegabytes, List.of());
    }

    /// For a simulation that goes no faster than time, or not for long: compiled quickly rather than well.
    static List<String> ofQuickSimulation(Path home, String module, int heapMegabytes) {
        return command(home, module, heapMegabytes, List.of(HUGE_METHODS_TOO, COMPILED_QUICKLY));
    }

    /// The same with a main class in place of the jar's own.
    static List<String> ofQuickSimulation(Path home, String module, int heapMegabytes, String mainClass) {
        List<String> command = ofQuickSimulation(home, module, heapMegabytes);
        String jar = command.removeLast();
        command.removeLast();
        command.addAll(List.of("-cp", jar, mainClass));
        return command;
    }

    /// For simulation in bulk: compiled well, though that takes half a minute.
    static List<String> ofSimulation(Path home, String module, int heapMegabytes) {
        return command(home, module, heapMegabytes, List.of(HUGE_METHODS_TOO));
    }

    /// For networks on libtorch and on the Vector API.
    static List<String> ofLearning(Path home, String module, int heapMegabytes) {
        return command(home, module, heapMegabytes, LEARNING);
    }

    private static List<String> command(Path home, String module, int heapMegabytes, List<String> more) {
        Path jar = home.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; build first: ./teleloop does that by itself");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(ALWAYS);
        command.addAll(more);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
