package io.teleloop.local;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A command of the launcher in a process of its own, as a person runs it. Needs every module packaged.
final class StackProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile(" +([a-z]+) +ready .* pid ([0-9]+)");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private StackProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().name("stack-output").start(this::readOutput);
    }

    static StackProcess start(Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:-DontCompileHugeMethods",
                "-XX:TieredStopAtLevel=1",
                "-Dteleloop.home=" + Path.of("").toAbsolutePath().getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return new StackProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    Process process() {
        return process;
    }

    /// What it has printed so far.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Waits for the nth line that starts with a text, and fails with all output when the process ends before.
    String awaitLine(String start, int nth, Duration patience) {
        await().atMost(patience).until(() -> matching(start).size() >= nth || !process.isAlive());
        List<String> found = matching(start);
        if (found.size() < nth) {
            throw new AssertionError("no line number " + nth + " starts with '" + start + "' in\n" + this);
        }
        return found.get(nth - 1);
    }

    /// The pids that a service has had, oldest first.
    List<Long> pids(String service) {
        return lines.stream()
                .map(READY::matcher)
                .filter(line -> line.matches() && line.group(1).equals(service))
                .map(line -> Long.valueOf(line.group(2)))
                .toList();
    }

    private List<String> matching(String start) {
        return lines.stream().filter(line -> line.strip().startsWith(start)).toList();
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The services end with the process.
    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
